/** The secret stands behind the #: the browser keeps it to itself, no log sees it. */
export const linkOf = (door: string, token: string): string => `${door}/loi-moi#${token}`;
