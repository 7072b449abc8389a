// The started process only waits; a child of it serves, as under `npm start`.
import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const server = fileURLToPath(new URL('well-behaved.mjs', import.meta.url))
const child = fork(server, process.argv.slice(2))
child.on('exit', (code) => process.exit(code ?? 1))
process.on('SIGTERM', () => {})
