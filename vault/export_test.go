package vault

import "syscall"

// FillDiskAfter lets the vault write n more bytes and then behaves as a full disk does.
func (v *Vault) FillDiskAfter(n int) {
	v.create = func(path string) (file, error) {
		f, err := createFile(path)
		return &fullDisk{file: f, left: &n}, err
	}
}

type fullDisk struct {
	file
	left *int
}

func (f *fullDisk) Write(p []byte) (int, error) {
	if len(p) <= *f.left {
		*f.left -= len(p)
		return f.file.Write(p)
	}
	n, _ := f.file.Write(p[:*f.left])
	*f.left = 0
	return n, syscall.ENOSPC
}

// Die gives the vault up as a process does that is killed: nothing is tidied up, and the kernel takes back what was locked.
func (v *Vault) Die() error { return v.claim.Close() }
