// The trial server as a target, and the config file from which the load generator learns what to ask it.
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TargetInfo } from '../results/schema.ts'
import type { SessionTarget } from '../session/session-target.ts'
import type { Run } from '../targets/run.ts'
import { TRIAL_SCENARIOS } from './trial-scenarios.ts'

export interface Trial {
  readonly configFile: string
  /** The same server under any name. */
  target(label: string, role: TargetInfo['role']): SessionTarget
}

export async function prepareTrial(run: Run, environment: NodeJS.ProcessEnv): Promise<Trial> {
  const command = [process.execPath, fileURLToPath(serverFile()), '{port}']
  const configFile = join(run.directory, 'trial.config.json')
  await writeFile(configFile, JSON.stringify({ start: command, scenarios: TRIAL_SCENARIOS }))
  return {
    configFile,
    target: (label, role) => ({
      directory: run.directory,
      info: {
        label,
        role,
        input: 'trial server',
        commit: 'trial',
        subject: 'A server that does next to nothing',
        dirty: false,
      },
      spec: {
        command,
        cwd: run.directory,
        environment,
        ready: { path: '/', expectStatus: 200, timeoutMs: 10_000 },
        stop: { signal: 'SIGTERM', timeoutMs: 2000 },
      },
    }),
  }
}

function serverFile(): URL {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
  return new URL(`./trial-server.${extension}`, import.meta.url)
}
