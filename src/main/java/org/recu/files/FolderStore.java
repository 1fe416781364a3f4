package org.recu.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A folder whose sub-folders appear, are replaced and disappear as a whole, whenever the process is
 * killed. The folder belongs to this program alone, so what a killed process left in it may go. Any
 * number of processes may read it, one at a time may write.
 */
public final class FolderStore {

  /** Begins the name of a folder that is being removed. */
  private static final String REMOVING = ".removing-";

  private final Path parent;

  /**
   * A store.
   *
   * @param parent of the folders, which need not exist yet
   */
  public FolderStore(Path parent) {
    this.parent = parent;
  }

  /**
   * Every complete entry by its name; one that is being replaced is found where it is meanwhile.
   */
  public Map<String, Path> list() throws IOException {
    Map<String, Path> complete = new TreeMap<>();
    for (Path entry : entries()) {
      String name = entry.getFileName().toString();
      if (!name.startsWith(".")) {
        complete.put(name, entry);
      } else if (name.startsWith(AtomicFolder.REPLACED)) {
        complete.putIfAbsent(name.substring(AtomicFolder.REPLACED.length()), entry);
      }
    }
    return complete;
  }

  /** Deletes or puts back what a killed process left. Not while another process writes here. */
  public void recover() throws IOException {
    for (Path entry : entries()) {
      String name = entry.getFileName().toString();
      if (name.startsWith(Sibling.WRITING) || name.startsWith(REMOVING)) {
        FileTree.delete(entry);
      } else if (name.startsWith(AtomicFolder.REPLACED)) {
        Path place = parent.resolve(name.substring(AtomicFolder.REPLACED.length()));
        if (!AtomicFolder.recover(place)) {
          FileTree.delete(entry);
        }
      }
    }
  }

  /** A new folder to write in, which {@link AtomicFolder#replace} makes visible under its name. */
  public AtomicFolder begin(String name) throws IOException {
    return AtomicFolder.begin(parent.resolve(name));
  }

  /** Removes a folder: it disappears by name before the first of its files does. */
  public void remove(String name) throws IOException {
    Path removing = parent.resolve(REMOVING + name);
    Sibling.rename(parent.resolve(name), removing);
    FileTree.delete(removing);
  }

  /**
   * Points a symbolic link in the store at one of its folders.
   *
   * @throws UnsupportedOperationException where the file system has no links
   */
  public void link(String name, String target) throws IOException {
    Path link = parent.resolve(name);
    Path written = Sibling.of(link);
    try {
      Files.createSymbolicLink(written, Path.of(target));
      Sibling.rename(written, link);
    } finally {
      Files.deleteIfExists(written);
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
}
