// Answers that are errors, in the two shapes that clients know: a handler's message, and the framework's page.

export class HttpError extends Error {
  override readonly name = 'HttpError'
  readonly status: number
  readonly shape: 'message' | 'page'

  constructor(status: number, shape: HttpError['shape'], text: string) {
    super(text)
    this.status = status
    this.shape = shape
  }
}

/** `{"message": text}` */
export function messageError(status: number, text: string): HttpError {
  return new HttpError(status, 'message', text)
}

/** The default page of a status; `description` says more than the status does. */
export function pageError(status: number, description?: string): HttpError {
  return new HttpError(status, 'page', description ?? DESCRIPTIONS[status] ?? 'An error occurred.')
}

export function unknownBucket(id: string): HttpError {
  return messageError(404, `The requested bucket '${id}' does not exist`)
}

const DESCRIPTIONS: Readonly<Record<number, string>> = {
  400: 'The request could not be understood by the server due to malformed syntax.',
  403: 'The server refused to authorize the request.',
  404: 'The requested resource could not be found.',
  413: 'The request is larger than the server is willing or able to process.',
  422: 'The request was well-formed but was unable to be followed due to semantic errors.',
  500: 'The server encountered an internal error while processing this request.',
  503: 'The server is currently unavailable.',
}
