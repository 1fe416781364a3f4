package org.recu.data.folders;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.recu.data.DataException;

/**
 * A split with one folder per class, read as torchvision's {@code ImageFolder} reads it: classes in
 * the order of their names' code points; of a class the files of its folder and of all folders
 * below it, folders in the order of their paths, the files of each in the order of their names;
 * links are followed.
 *
 * <p>Unlike there, hidden entries and what is no regular file are skipped, and so are folders that
 * file servers and archivers leave. Images beside the class folders have no class: they are skipped
 * there, too.
 *
 * @param root folder of the split
 * @param noClass names of folders that are no classes
 */
record ClassFolders(Path root, Set<String> noClass) implements SplitFolder {

  /** Threads that list folders: on a remote file system they wait most of the time. */
  private static final int THREADS = 16;

  /** The order of code points, which for UTF-8 is that of the bytes. */
  private static final Comparator<byte[]> CODE_POINTS = Arrays::compareUnsigned;

  @Override
  public List<String> classes() throws IOException {
    requireFolder();
    List<String> names = new ArrayList<>(sorted(FolderEntries.of(root, "").folders()));
    names.removeAll(noClass);
    if (names.isEmpty()) {
      throw new DataException(
          root + " holds no class folders: expected a folder a class, with its images in it");
    }
    return names;
  }

  @Override
  public FileListing list() throws IOException {
    requireFolder();
    List<FolderTime> times = new ArrayList<>(List.of(FolderTime.of(root, "")));
    FolderEntries beside = FolderEntries.of(root, "");
    FileCount skipped = beside.skipped().and(beside.loose());
    List<ClassFiles> all = new ArrayList<>();
    BadFiles bad = BadFiles.NONE;
    for (ClassWalk walk : walks(classes())) {
      FileNames files = walk.names();
      if (files.size() == 0) {
        throw new DataException(
            "%s holds no images: expected files whose names end in %s"
                .formatted(
                    root.resolve(walk.className), String.join(", ", ImageFileNames.ENDINGS)));
      }
      all.add(new ClassFiles(walk.className, walk.className, files));
      times.addAll(walk.times);
      skipped = skipped.and(walk.skipped);
      bad = bad.and(walk.bad);
    }
    return new FileListing(all, times, skipped, bad);
  }

  /** Walks through the folders of some classes at the same time. */
  private List<ClassWalk> walks(List<String> names) throws IOException {
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<ClassWalk>> started = new ArrayList<>();
      for (String name : names) {
        started.add(threads.submit(() -> new ClassWalk(name).entered()));
      }
      List<ClassWalk> walks = new ArrayList<>();
      for (Future<ClassWalk> walk : started) {
        walks.add(walk.get());
      }
      return walks;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while listing " + root);
    } finally {
      threads.shutdownNow();
    }
  }

  private void requireFolder() throws DataException {
    if (!Files.isDirectory(root)) {
      throw new DataException(root + ": there is no such folder");
    }
  }

  /** Strings in the order of their code points; Java's own differs beyond the basic plane. */
  static List<String> sorted(List<String> names) {
    return names.stream().sorted(Comparator.comparing(ClassFolders::utf8, CODE_POINTS)).toList();
  }

  private static byte[] utf8(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }

  /** The walk through the folder of a class. */
  private final class ClassWalk {
    private final String className;
    private final List<FolderTime> times = new ArrayList<>();

    /** File names by folder; the key is the path below the class folder, with a leading slash. */
    private final TreeMap<byte[], List<byte[]>> byFolder = new TreeMap<>(CODE_POINTS);

    /** The folders from the class folder down to the current one. */
    private final Set<Object> above = new HashSet<>();

    private FileCount skipped = FileCount.NONE;
    private BadFiles bad = BadFiles.NONE;

    ClassWalk(String className) {
      this.className = className;
    }

    /** Walks through the whole class. */
    ClassWalk entered() throws IOException {
      enter("");
      return this;
    }

    /**
     * Walks a folder and its subfolders.
     *
     * @param path below the class' folder, beginning with a slash; empty for that folder itself
     */
    private void enter(String path) throws IOException {
      String folder = className + path;
      Object key = key(root.resolve(folder));
      if (!above.add(key)) {
        throw new DataException(
            root.resolve(folder) + " is a link to a folder that it lies in: files without end");
      }
      times.add(FolderTime.of(root, folder));
      FolderEntries entries = FolderEntries.of(root, folder);
      List<byte[]> names = new ArrayList<>();
      for (String name : entries.images()) {
        names.add(utf8(name));
      }
      names.sort(CODE_POINTS);
      byFolder.put(utf8(path), names);
      skipped = skipped.and(entries.skipped());
      bad = bad.and(entries.bad());
      for (String inner : entries.folders()) {
        enter(path + "/" + inner);
      }
      above.remove(key);
    }

    FileNames names() {
      List<byte[]> all = new ArrayList<>();
      byFolder.forEach(
          (folder, names) -> {
            if (folder.length == 0) {
              all.addAll(names);
            } else {
              String below = new String(folder, StandardCharsets.UTF_8).substring(1) + "/";
              names.forEach(
                  name -> all.add(utf8(below + new String(name, StandardCharsets.UTF_8))));
            }
          });
      return FileNames.of(all);
    }

    /** The identity of a folder, whatever path leads to it. */
    private static Object key(Path folder) throws IOException {
      BasicFileAttributes attributes = Files.readAttributes(folder, BasicFileAttributes.class);
      return attributes.fileKey() != null ? attributes.fileKey() : folder.toRealPath();
    }
  }
}
