package org.recu.checkpoint;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Folders that appear, are replaced and disappear whole, whenever the process is killed.
 *
 * <p>A folder is written under a hidden name, synced to the disk and renamed. One that exists
 * already steps aside for the moment between two renames, since no file system replaces a folder
 * that is not empty: killed in that moment, it is still found, and {@link #settle} puts it back.
 */
final class WholeFolders {

  /** Begins the name of a folder that is being written. */
  private static final String WRITING = ".writing-";

  /** Begins the name of a folder whose successor is taking its place. */
  private static final String REPLACED = ".replaced-";

  /** Begins the name of a folder that is being removed. */
  private static final String REMOVING = ".removing-";

  private final Path parent;

  WholeFolders(Path parent) {
    this.parent = parent;
  }

  /** Every entry of the parent that is not hidden, by name, and those that stepped aside. */
  Map<String, Path> list() throws IOException {
    Map<String, Path> whole = new TreeMap<>();
    for (Path entry : entries()) {
      String name = entry.getFileName().toString();
      if (!name.startsWith(".")) {
        whole.put(name, entry);
      } else if (name.startsWith(REPLACED)) {
        whole.putIfAbsent(name.substring(REPLACED.length()), entry);
      }
    }
    return whole;
  }

  /** Tidies up after a killed process. Not while another one writes here. */
  void settle() throws IOException {
    for (Path entry : entries()) {
      String name = entry.getFileName().toString();
      if (name.startsWith(WRITING) || name.startsWith(REMOVING)) {
        delete(entry);
      } else if (name.startsWith(REPLACED)) {
        Path place = parent.resolve(name.substring(REPLACED.length()));
        if (Files.exists(place)) {
          delete(entry);
        } else {
          Files.move(entry, place, StandardCopyOption.ATOMIC_MOVE);
          syncFolder(parent);
        }
      }
    }
  }

  /** A new, empty, hidden place to write in, for {@link #commit} or {@link #abandon}. */
  Path begin(String name) throws IOException {
    if (!Files.exists(parent)) {
      Files.createDirectories(parent);
      syncFolder(parent.toAbsolutePath().getParent());
    }
    return Files.createDirectory(parent.resolve(WRITING + name));
  }

  /** Makes what was begun durable, and visible in the place of what had the name. */
  void commit(String name) throws IOException {
    Path writing = parent.resolve(WRITING + name);
    Path place = parent.resolve(name);
    Path replaced = parent.resolve(REPLACED + name);
    try (Stream<Path> files = Files.list(writing)) {
      for (Path file : files.toList()) {
        sync(file, StandardOpenOption.WRITE);
      }
    }
    syncFolder(writing);
    boolean replaces = Files.exists(place, LinkOption.NOFOLLOW_LINKS);
    if (replaces) {
      Files.move(place, replaced, StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(writing, place, StandardCopyOption.ATOMIC_MOVE);
    syncFolder(parent);
    if (replaces) {
      delete(replaced);
    }
  }

  /** Takes back what was begun; what cannot be deleted now is left to {@link #settle}. */
  void abandon(String name) {
    try {
      delete(parent.resolve(WRITING + name));
    } catch (IOException e) {
      // Whatever ended the writing is the error to tell, not this.
    }
  }

  /** Removes a folder: it is gone by name before the first of its files is. */
  void remove(String name) throws IOException {
    Path removing = parent.resolve(REMOVING + name);
    Files.move(parent.resolve(name), removing, StandardCopyOption.ATOMIC_MOVE);
    delete(removing);
  }

  /** Lets a symbolic link beside the folders point at one of them, from now on. */
  void link(String name, String target) throws IOException {
    Path writing = parent.resolve(WRITING + name);
    try {
      Files.createSymbolicLink(writing, Path.of(target));
      Files.move(writing, parent.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(writing);
    }
  }

  private List<Path> entries() throws IOException {
    if (!Files.exists(parent)) {
      return List.of();
    }
    try (Stream<Path> entries = Files.list(parent)) {
      return entries.toList();
    }
  }

  private static void delete(Path tree) throws IOException {
    if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    try (Stream<Path> files = Files.walk(tree)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static void syncFolder(Path folder) throws IOException {
    // Windows opens no folder, and needs no sync of one.
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      sync(folder, StandardOpenOption.READ);
    }
  }

  private static void sync(Path path, StandardOpenOption mode) throws IOException {
    try (FileChannel channel = FileChannel.open(path, mode)) {
      channel.force(true);
    }
  }
}
