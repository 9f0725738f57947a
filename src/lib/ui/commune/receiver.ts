/** Who receives this page's edits, as sentences name it: the commune's machine, or the machine of a meeting. */
export interface Receiver {
  who: string;
  /** At the beginning of a sentence. */
  Who: string;
  machine: string;
  Machine: string;
}

export const XA: Receiver = { who: 'xã', Who: 'Xã', machine: 'máy của xã', Machine: 'Máy của xã' };
export const MAY_HOP: Receiver = { who: 'máy họp', Who: 'Máy họp', machine: 'máy họp', Machine: 'Máy họp' };

/** What a server says of itself, which does not know what it is called where it runs. */
export const saidBy = ({ Machine }: Receiver, text: string): string => text.replace(XA.Machine, Machine);
