import type { IncomingMessage, ServerResponse } from 'node:http';

/** Answers one method and address; what it returns is sent as JSON. @throws HttpError */
export type Route = (request: IncomingMessage, response: ServerResponse) => unknown;
