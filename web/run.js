// One run of the program: files and a command line in, what it printed and the files after it out.
import {
  Directory, Fd, File, OpenDirectory, OpenFile, PreopenDirectory, WASI, wasi as wasip1,
} from "@bjorn3/browser_wasi_shim";

// Listed once for each reading of a folder; the library lists it again for every entry.
function reading(base) {
  return class extends base {
    fd_readdir_single(cookie) {
      if (cookie === 0n || !this.listed) this.listed = [...this.dir.contents];
      if (cookie < 2n) return super.fd_readdir_single(cookie);
      const found = this.listed[Number(cookie - 2n)];
      if (!found) return { ret: 0, dirent: null };
      const [name, entry] = found;
      const type = entry.stat().filetype;
      return { ret: 0, dirent: new wasip1.Dirent(cookie + 1n, entry.ino, name, type) };
    }
  };
}
const OpenFolder = reading(OpenDirectory);
const Top = reading(PreopenDirectory);

class Folder extends Directory {
  path_open() {
    return { ret: 0, fd_obj: new OpenFolder(this) };
  }
}

class OpenSeen extends OpenFile {
  constructor(file, at) {
    super(file);
    this.file_pos = at;
  }
}
for (const change of ["fd_allocate", "fd_filestat_set_size", "fd_write", "fd_pwrite"]) {
  OpenSeen.prototype[change] = function (...how) {
    if (this.file.data === this.file.given) this.file.data = this.file.given.slice();
    return OpenFile.prototype[change].apply(this, how);
  };
}

// What is printed is no terminal's, and kept in pieces until the end.
class Printed extends Fd {
  pieces = [];
  fd_fdstat_get() {
    return { ret: 0, fdstat: new wasip1.Fdstat(wasip1.FILETYPE_REGULAR_FILE, 0) };
  }
  fd_filestat_get() {
    return { ret: 0, filestat: new wasip1.Filestat(0n, wasip1.FILETYPE_REGULAR_FILE, 0n) };
  }
  fd_write(data) {
    this.pieces.push(data);
    return { ret: 0, nwritten: data.byteLength };
  }
  bytes() {
    const all = new Uint8Array(this.pieces.reduce((sum, piece) => sum + piece.byteLength, 0));
    let at = 0;
    for (const piece of this.pieces) {
      all.set(piece, at);
      at += piece.byteLength;
    }
    return all;
  }
}

function tree(files, opened) {
  class Seen extends File {
    // Those that were given, and no copy of them until something is written.
    constructor(bytes) {
      super(0);
      this.data = this.given = bytes;
    }
    path_open(...how) {
      opened();
      const { ret, fd_obj } = super.path_open(...how);
      return { ret, fd_obj: fd_obj && new OpenSeen(this, fd_obj.file_pos) };
    }
  }
  const top = new Map();
  for (const [path, bytes] of files) {
    const parts = path.split("/");
    const name = parts.pop();
    let below = top;
    for (const part of parts) {
      if (!below.has(part)) below.set(part, new Folder(new Map()));
      below = below.get(part).contents;
    }
    // An empty folder is a path that ends in a slash.
    if (name !== "") below.set(name, new Seen(bytes));
  }
  return top;
}

function paths(folder, before = "", all = new Map()) {
  if (before !== "" && folder.size === 0) all.set(before, new Uint8Array());
  for (const [name, entry] of folder) {
    if (entry instanceof Directory) paths(entry.contents, `${before}${name}/`, all);
    else all.set(`${before}${name}`, entry.data);
  }
  return all;
}

// `files` is a map of paths to bytes; `opened` is called at each file that is opened.
export function run(module, files, args, env, opened = () => {}) {
  const top = new Top("/", tree(files, opened));
  const [out, err] = [new Printed(), new Printed()];
  const wasi = new WASI(["chronic", ...args], env, [new OpenFile(new File([])), out, err, top], { debug: false });
  const imports = wasi.wasiImport;
  const view = () => new DataView(wasi.inst.exports.memory.buffer);
  const words = wasi.args.map((word) => new TextEncoder().encode(`${word}\0`));
  // The library counts letters, not bytes.
  imports.args_sizes_get = (count, size) => {
    view().setUint32(count, words.length, true);
    view().setUint32(size, words.reduce((sum, word) => sum + word.length, 0), true);
    return 0;
  };
  // There are no links; the library says that it cannot tell, at which no path is ever found.
  imports.path_readlink = (folder, path, length) => {
    const name = new TextDecoder().decode(new Uint8Array(wasi.inst.exports.memory.buffer, path, length));
    const { ret } = wasi.fds[folder].path_filestat_get(0, name);
    return ret === 0 ? wasip1.ERRNO_INVAL : ret;
  };
  // The library would replace the file that is there.
  const link = imports.path_link;
  imports.path_link = (...how) => {
    const [, , , , folder, path, length] = how;
    const name = new TextDecoder().decode(new Uint8Array(wasi.inst.exports.memory.buffer, path, length));
    return wasi.fds[folder].path_filestat_get(0, name).ret === 0 ? wasip1.ERRNO_EXIST : link(...how);
  };
  const instance = new WebAssembly.Instance(module, { wasi_snapshot_preview1: imports });
  const code = wasi.start(instance);
  return { code, out: out.bytes(), err: err.bytes(), files: paths(top.dir.contents) };
}
