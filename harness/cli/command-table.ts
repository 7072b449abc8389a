// The commands in the order of the help. Only the one that was asked for is loaded: all of them together take 0.46 s of
// CPU time from start to help, `compare` alone 0.38 s, `merge` 0.11 s.
import type { Command } from 'commander'
import type { Context } from './context.ts'

/** Adds a command to the program; it hands its exit code to `exit`. */
export type AddCommand = (program: Command, context: Context, exit: (code: number) => void) => void

/** One command = one file in commands/ and one line here. */
const COMMANDS: Readonly<Record<string, () => Promise<AddCommand>>> = {
  compare: async () => (await import('./commands/compare-options.ts')).addCompareCommand,
  gate: async () => (await import('./commands/gate-options.ts')).addGateCommand,
  attribute: async () => (await import('./commands/attribute-options.ts')).addAttributeCommand,
  bisect: async () => (await import('./commands/bisect-options.ts')).addBisectCommand,
  report: async () => (await import('./commands/report-options.ts')).addReportCommand,
  comment: async () => (await import('./commands/comment.ts')).addCommentCommand,
  list: async () => (await import('./commands/list.ts')).addListCommand,
  serve: async () => (await import('./commands/serve.ts')).addServeCommand,
  merge: async () => (await import('./commands/merge.ts')).addMergeCommand,
  init: async () => (await import('./commands/init.ts')).addInitCommand,
  doctor: async () => (await import('./commands/doctor.ts')).addDoctorCommand,
  calibrate: async () => (await import('./commands/calibrate-options.ts')).addCalibrateCommand,
  snapshot: async () => (await import('./commands/snapshot.ts')).addSnapshotCommands,
}

/** All of them where the first word names none: then they are listed, or the nearest one is suggested. */
export function commandsFor([first = '']: readonly string[]): Promise<AddCommand[]> {
  const load = Object.hasOwn(COMMANDS, first) ? [COMMANDS[first]!] : Object.values(COMMANDS)
  return Promise.all(load.map((each) => each()))
}
