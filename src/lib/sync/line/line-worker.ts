/** The SharedWorker of all tabs of a device: it holds the one connection. */
import { windowLocks } from '../address-abilities.ts';
import { DeviceLines } from './device-line.ts';
import { TabServer } from './port.ts';

const scope = self as unknown as { onconnect: (event: MessageEvent) => void };
const tabs = new TabServer(new DeviceLines(), windowLocks());
scope.onconnect = ({ ports: [port] }) => {
  if (port) tabs.serve(port);
};
