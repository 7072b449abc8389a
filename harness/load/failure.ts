// Codes of failed requests, the keys under which recordings count them: `status-500`, or the code of the error
// that ended the connection, such as `UND_ERR_SOCKET`.

export function statusFailure(status: number): string {
  return `status-${status}`
}

/** True when no complete answer came, as when the server dies. */
export function isLost(failure: string): boolean {
  return !failure.startsWith('status-')
}
