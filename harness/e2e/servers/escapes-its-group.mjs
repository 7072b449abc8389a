// Serves well, but leaves behind a process in a session of its own that ignores SIGTERM.
import { spawn } from 'node:child_process'

const stayBehind = "process.on('SIGTERM', () => {}); setInterval(() => {}, 1000)"
spawn(process.execPath, ['-e', stayBehind], { detached: true, stdio: 'ignore' }).unref()
await import('./well-behaved.mjs')
