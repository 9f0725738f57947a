/** Whether a text looks like what a hand-held scanner types of an identity card's QR code; read by `readIdentityCard`, which is loaded then. */
export const isCardText = (text: string): boolean => /^\D{0,3}\d{12}\|.*\|\s*\d{8}\s*\|/s.test(text);
