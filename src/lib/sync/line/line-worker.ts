/** The Worker that all tabs of a device share: it holds the one connection. */
import { DeviceLines } from './device-line.ts';
import { TabServer } from './port.ts';

const scope = self as unknown as { onconnect: (event: MessageEvent) => void; navigator: { locks?: LockManager } };
const tabs = new TabServer(new DeviceLines(), scope.navigator.locks);
scope.onconnect = ({ ports: [port] }) => {
  if (port) tabs.serve(port);
};
