/** The secret stands behind the #: the browser keeps it to itself, no log sees it. */
export const linkOf = (door: string, token: string): string => `${door}/loi-moi#${token}`;

export const momentText = (at: number): string => new Date(at).toLocaleString('vi-VN', { day: '2-digit', month: '2-digit', year: 'numeric', hour: '2-digit', minute: '2-digit' });
