// Ignores the port it is given.
import { createServer } from 'node:http'

createServer((_request, response) => response.end('ready')).listen(0, '127.0.0.1')
