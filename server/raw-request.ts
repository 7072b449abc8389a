// For tests: requests that `fetch` refuses to send, such as ones without a Host or with paths as they are.
import { connect } from 'node:net'
import { once } from 'node:events'

export interface RawReply {
  readonly status: number
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
}

/** Sends the lines of a request's head and a body as they are, and reads until the server closes. */
export async function rawRequest(
  port: number,
  head: readonly string[],
  body: string | Buffer = '',
): Promise<RawReply> {
  const socket = connect(port, '127.0.0.1')
  const chunks: Buffer[] = []
  socket.on('data', (chunk: Buffer) => chunks.push(chunk))
  socket.write([...head, 'Connection: close', '', ''].join('\r\n'))
  socket.write(body)
  await once(socket, 'close')
  return parseReply(Buffer.concat(chunks).toString('utf8'))
}

function parseReply(text: string): RawReply {
  const end = text.indexOf('\r\n\r\n')
  const [first = '', ...lines] = text.slice(0, end).split('\r\n')
  const headers = lines.map((line) => {
    const [name = '', ...value] = line.split(': ')
    return [name.toLowerCase(), value.join(': ')] as const
  })
  return {
    status: Number(first.split(' ')[1]),
    headers: new Map(headers),
    body: text.slice(end + 4),
  }
}
