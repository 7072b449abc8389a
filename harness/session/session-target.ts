// A build and a variant composed into something that can be started.
import { createHash } from 'node:crypto'
import { join } from 'node:path'
import type { Config } from '../config/schema.ts'
import { UsageError } from '../core/errors.ts'
import type { Build, TargetName } from '../refs/ref.ts'
import type { TargetInfo } from '../results/schema.ts'
import type { TargetSpec } from '../targets/target.ts'

export interface SessionTarget {
  readonly info: TargetInfo
  readonly spec: TargetSpec
  /** The build's directory. */
  readonly directory: string
  /** Prints how its database answers; undefined where the config has no such command. */
  readonly explain?: ExplainCommand | undefined
}

export interface ExplainCommand {
  /** With the variant's arguments, since they may decide what is asked; faults are left out. */
  readonly command: readonly string[]
  readonly environment: TargetSpec['environment']
  readonly timeoutMs: number
}

export interface ComposeRequest {
  readonly name: TargetName
  readonly build: Build
  readonly role: TargetInfo['role']
  /** Deliberate faults, for proving that the harness sees them. */
  readonly faults: readonly string[]
  /** What every server inherits, such as PATH and HOME. */
  readonly environment: NodeJS.ProcessEnv
}

export function composeTarget(config: Config, request: ComposeRequest): SessionTarget {
  const { name, build, faults } = request
  const variant = variantOf(config, name)
  const path = [join(build.directory, 'node_modules/.bin'), request.environment['PATH']]
  const environment = {
    ...request.environment,
    ...config.environment,
    ...variant.environment,
    PATH: path.join(':'),
  }
  return {
    directory: build.directory,
    explain: config.explain && {
      command: [...config.explain.command, ...variant.arguments],
      environment,
      timeoutMs: config.explain.timeoutMs,
    },
    info: {
      label: name.label,
      role: request.role,
      input: name.variant === undefined ? name.ref : `${name.ref}:${name.variant}`,
      commit: build.commit,
      subject: build.subject,
      dirty: build.dirty,
      ...(name.variant !== undefined && { variant: name.variant }),
      ...(faults.length > 0 && { fault: faults.join(', ') }),
      build: build.key,
      start: startDigest(config, name),
    },
    spec: {
      command: [...config.start, ...variant.arguments, ...faultArguments(config, faults)],
      cwd: build.directory,
      environment,
      ready: config.ready,
      ...(config.firstAnswer !== undefined && { firstAnswer: config.firstAnswer }),
      ...(config.migrated !== undefined && { migrated: config.migrated }),
      stop: config.stop,
    },
  }
}

/** A config may be edited between two parts of a session: then the same build is started in another way. */
function startDigest(config: Config, name: TargetName): string {
  const { arguments: added, environment } = variantOf(config, name)
  const parts = [config.start, added, config.environment, environment, config.faultArguments]
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 12)
}

function variantOf(config: Config, { ref, variant }: TargetName) {
  if (variant === undefined) return { arguments: [], environment: {} }
  const found = config.variants[variant]
  if (found !== undefined) return found
  const known = Object.keys(config.variants).join(', ') || 'none'
  throw new UsageError(
    `Expected a variant of the config in "${ref}:${variant}", which has: ${known}.`,
  )
}

function faultArguments(config: Config, faults: readonly string[]): string[] {
  if (faults.length > 0 && config.faultArguments === undefined)
    throw new UsageError(
      'Expected faultArguments in the config, which say how --fault reaches the server; it has none.',
    )
  return faults.flatMap((fault) =>
    config.faultArguments!.map((argument) => argument.replaceAll('{fault}', fault)),
  )
}
