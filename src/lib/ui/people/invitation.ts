/** The secret is after the #: the browser does not send it, so no log contains it. */
export const linkOf = (door: string, token: string): string => `${door}/loi-moi#${token}`;
