// Python: Django, an ASGI or WSGI application, or a file that serves by itself.
import type { Detected } from '../detector.ts'
import { sourcesOf } from '../project-files.ts'
import type { ProjectFiles, Source } from '../project-files.ts'

const MARKS = ['pyproject.toml', 'requirements.txt', 'setup.py', 'Pipfile', 'manage.py']
const LIKELY = ['server.py', 'app.py', 'main.py', 'src/server.py', 'src/app.py', 'src/main.py']

export function detectPython(files: ProjectFiles): Detected | undefined {
  const sources = sourcesOf(files, ['.py'])
  const isPython = MARKS.some((name) => files.names.includes(name))
  if (!isPython && !LIKELY.some((name) => files.names.includes(name))) return undefined
  const installed = installOf(files)
  const { start, doubts } = findStart(files, sources)
  return {
    kind: 'Python',
    ...installed.recipe,
    start: [...installed.launcher, ...start],
    // What is printed shows in a log that ends early, too.
    environment: { PYTHONUNBUFFERED: '1', ...installed.environment },
    sources,
    doubts,
  }
}

interface Installed {
  readonly recipe: Pick<Detected, 'install' | 'lockFile' | 'build'>
  readonly launcher: readonly string[]
  readonly environment: Readonly<Record<string, string>>
}

function installOf({ names }: ProjectFiles): Installed {
  if (names.includes('uv.lock')) {
    const recipe = { install: ['uv', 'sync', '--frozen'], lockFile: 'uv.lock' }
    return { recipe, launcher: ['uv', 'run', '--frozen'], environment: {} }
  }
  if (names.includes('poetry.lock')) {
    const recipe = { install: ['poetry', 'install', '--no-interaction'], lockFile: 'poetry.lock' }
    const environment = { POETRY_VIRTUALENVS_IN_PROJECT: 'true' }
    return { recipe, launcher: ['poetry', 'run'], environment }
  }
  if (!names.includes('requirements.txt')) return { recipe: {}, launcher: [], environment: {} }
  // Below the build, so that every build has its own; no virtual environment to be activated.
  const into = ['--target', '.packages', '--requirement', 'requirements.txt']
  const recipe = { build: ['python3', '-m', 'pip', 'install', '--quiet', ...into] }
  return { recipe, launcher: [], environment: { PYTHONPATH: '{dir}/.packages' } }
}

function findStart(files: ProjectFiles, sources: readonly Source[]) {
  if (files.names.includes('manage.py'))
    return { start: ['python3', 'manage.py', 'runserver', '--noreload', '{port}'], doubts: [DEBUG] }
  const asgi = findApplication(
    sources,
    /^(\w+)\s*(?::[^=]+)?=\s*(?:FastAPI|Starlette|Litestar|Quart)\(/m,
  )
  if (asgi !== undefined)
    return { start: ['python3', '-m', 'uvicorn', asgi, '--port', '{port}'], doubts: [] }
  const wsgi = findApplication(sources, /^(\w+)\s*=\s*(?:Flask|Bottle)\(/m)
  if (wsgi !== undefined)
    return {
      start: ['python3', '-m', 'flask', '--app', wsgi, 'run', '--port', '{port}'],
      doubts: [DEBUG],
    }
  const found = LIKELY.find((name) => files.names.includes(name))
  const doubts = [
    found === undefined
      ? 'No file that looks like the server was found: correct start.'
      : `${found} looks like the server: check start.`,
  ]
  return { start: ['python3', found ?? 'server.py'], doubts }
}

const DEBUG =
  'The server of the framework is for development; name the one you run in production in start, such as gunicorn.'

/** `package.module:name` of the first file that makes one. */
function findApplication(sources: readonly Source[], made: RegExp): string | undefined {
  for (const { name, text } of sources) {
    const variable = made.exec(text)?.[1]
    if (variable !== undefined)
      return `${name.replace(/(\/__init__)?\.py$/, '').replaceAll('/', '.')}:${variable}`
  }
  return undefined
}
