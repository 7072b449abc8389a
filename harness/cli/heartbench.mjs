#!/usr/bin/env node
// The command. Plain JavaScript that any Node since 12 can parse: on a runtime that is too old for the
// sources and for better-sqlite3 (which crashes there natively) it continues on the Node that this
// package pins, or says in one line what to do.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'

const NEEDED = [22, 19]

if (isNewEnough(process.versions.node)) await runHere()
else continueOnPinnedNode()

function isNewEnough(version) {
  const [major, minor] = version.split('.').map(Number)
  return major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])
}

/** Sources when run from a checkout; Node does not strip types below node_modules, so a package ships JavaScript. */
async function runHere() {
  const installed = import.meta.url.includes('/node_modules/')
  const { run } = await import(installed ? '../../dist/harness/cli/main.js' : './main.ts')
  await run()
}

function continueOnPinnedNode() {
  const node = findPinnedNode()
  if (node === undefined) {
    console.error(
      `heartbench needs Node ${NEEDED.join('.')} or newer, this is ${process.versions.node}: run "npm ci" in its checkout (it brings its own Node) or install a newer Node.`,
    )
    process.exit(2)
  }
  const child = spawn(node, process.argv.slice(1), { stdio: 'inherit' })
  // A plain kill reaches only this process; the child knows that a Ctrl-C may reach it twice.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    console.error(`heartbench: cannot start ${node}: ${error.message}`)
    process.exit(2)
  })
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGINT' ? 130 : 1)))
}

function findPinnedNode() {
  try {
    const manifest = createRequire(import.meta.url).resolve('node/package.json')
    const binary = join(
      dirname(manifest),
      'bin',
      process.platform === 'win32' ? 'node.exe' : 'node',
    )
    return existsSync(binary) ? binary : undefined
  } catch {
    return undefined
  }
}
