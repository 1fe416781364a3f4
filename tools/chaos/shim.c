/* File systems as some are: preloaded into the program, it answers for the calls below as they do.

     CHAOS_FSYNC=1      folders cannot be synced (EINVAL)
     CHAOS_RENAME=1     folders cannot be renamed (EXDEV), as on the layers of an overlay
     CHAOS_LINK=1       there are no hard links (EPERM)
     CHAOS_SLOW=MS      every write and sync takes so many milliseconds longer
     CHAOS_GRAIN=S      times of files are multiples of so many seconds */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static int asked(const char *name) { return getenv(name) != NULL; }

static void wait_a_little(void) {
  const char *text = getenv("CHAOS_SLOW");
  if (text != NULL) {
    long milliseconds = atol(text);
    struct timespec time = {milliseconds / 1000, milliseconds % 1000 * 1000000};
    nanosleep(&time, NULL);
  }
}

static int is_folder(int file) {
  struct stat about;
  return NEXT(fstat)(file, &about) == 0 && S_ISDIR(about.st_mode);
}

static int is_folder_at(int at, const char *path) {
  struct stat about;
  return NEXT(fstatat)(at, path, &about, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(about.st_mode);
}

int fsync(int file) {
  wait_a_little();
  if (asked("CHAOS_FSYNC") && is_folder(file)) {
    errno = EINVAL;
    return -1;
  }
  return NEXT(fsync)(file);
}

int fdatasync(int file) {
  wait_a_little();
  if (asked("CHAOS_FSYNC") && is_folder(file)) {
    errno = EINVAL;
    return -1;
  }
  return NEXT(fdatasync)(file);
}

ssize_t write(int file, const void *bytes, size_t count) {
  if (file > 2) wait_a_little();
  return NEXT(write)(file, bytes, count);
}

ssize_t pwrite64(int file, const void *bytes, size_t count, off64_t at) {
  wait_a_little();
  return NEXT(pwrite64)(file, bytes, count, at);
}

int rename(const char *from, const char *to) {
  if (asked("CHAOS_RENAME") && is_folder_at(AT_FDCWD, from)) {
    errno = EXDEV;
    return -1;
  }
  return NEXT(rename)(from, to);
}

int renameat(int from_folder, const char *from, int to_folder, const char *to) {
  if (asked("CHAOS_RENAME") && is_folder_at(from_folder, from)) {
    errno = EXDEV;
    return -1;
  }
  return NEXT(renameat)(from_folder, from, to_folder, to);
}

int link(const char *from, const char *to) {
  if (asked("CHAOS_LINK")) {
    errno = EPERM;
    return -1;
  }
  return NEXT(link)(from, to);
}

static int grained(int status, struct stat *about) {
  const char *text = getenv("CHAOS_GRAIN");
  if (status == 0 && text != NULL) {
    long grain = atol(text);
    about->st_mtim.tv_sec -= about->st_mtim.tv_sec % grain;
    about->st_mtim.tv_nsec = 0;
  }
  return status;
}

int stat(const char *path, struct stat *about) { return grained(NEXT(stat)(path, about), about); }
int lstat(const char *path, struct stat *about) { return grained(NEXT(lstat)(path, about), about); }
int fstat(int file, struct stat *about) { return grained(NEXT(fstat)(file, about), about); }
int fstatat(int at, const char *path, struct stat *about, int flags) {
  return grained(NEXT(fstatat)(at, path, about, flags), about);
}

/* On 64-bit Linux both structures are the same. */
int stat64(const char *path, struct stat64 *about) {
  return grained(NEXT(stat64)(path, about), (struct stat *)about);
}
int lstat64(const char *path, struct stat64 *about) {
  return grained(NEXT(lstat64)(path, about), (struct stat *)about);
}
int fstat64(int file, struct stat64 *about) {
  return grained(NEXT(fstat64)(file, about), (struct stat *)about);
}
int fstatat64(int at, const char *path, struct stat64 *about, int flags) {
  return grained(NEXT(fstatat64)(at, path, about, flags), (struct stat *)about);
}
