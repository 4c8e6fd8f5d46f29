// Package files reads and writes a workspace as the files people keep in git:
// YAML documents that each say their kind, and articles as Markdown with front
// matter. It walks the YAML library's tree by the descriptors of the
// definition, so that a new field or a new kind of interaction needs nothing
// here, and it remembers where in a file every place of the model was written.
//
//	found, err := files.Load("bots/")           // or Gather, or files made in memory
//	read, err := files.Read(found)              // all findings, each with file:line:column
//	read = read.Align(workspace)                // keep the ids of interactions that stayed
//	workspace = files.Merge(workspace, read)
//	pos, ok := read.Position(finding.Path)      // where a finding of check stands
//
//	out, err := files.Write(workspace)          // and back: deterministic, one layout
//	err = files.Save("bots/", out)
//
// An import is taken whole or refused whole. What is only odd (control
// characters in a text, a word of an older version) is mended and told as a
// warning.
package files
