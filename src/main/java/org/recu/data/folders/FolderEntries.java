package org.recu.data.folders;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.recu.data.DataException;
import org.recu.files.FileError;
import org.recu.files.PathText;

/**
 * The direct entries of a folder. A file is an image if its name says so; pipes, devices and
 * sockets never are.
 *
 * @param images names of the image files, in no order
 * @param folders names of the visible folders, including links to folders, in no order
 * @param skipped the rest
 * @param bad those of the images that cannot be read
 */
record FolderEntries(List<String> images, List<String> folders, FileCount skipped, BadFiles bad) {

  /** Collects the entries. */
  private static final class Sorting {
    private final String path;
    private final List<String> images = new ArrayList<>();
    private final List<String> folders = new ArrayList<>();
    private FileCount skipped = FileCount.NONE;
    private BadFiles bad = BadFiles.NONE;

    Sorting(String path) {
      this.path = path;
    }

    void add(Path entry) throws DataException {
      String name = entry.getFileName().toString();
      boolean image = ImageFileNames.isImage(name);
      if (ImageFileNames.isPassedOver(name)) {
        skip(name);
        return;
      }
      try {
        BasicFileAttributes attributes = Files.readAttributes(entry, BasicFileAttributes.class);
        if (attributes.isDirectory()) {
          folders.add(readable(entry));
        } else if (image && attributes.isRegularFile()) {
          images.add(readable(entry));
          if (ImageFileNames.isRare(name)) {
            RareFile.problem(entry).ifPresent(problem -> isBad(name, problem));
          }
        } else {
          skip(name);
        }
      } catch (DataException e) {
        throw e;
      } catch (IOException e) {
        // A link that leads nowhere, or round in circles.
        if (image) {
          images.add(readable(entry));
          isBad(name, "cannot be read: " + FileError.reason(e));
        } else {
          skip(name);
        }
      }
    }

    private void skip(String name) {
      skipped = skipped.and(new FileCount(1, below(name)));
    }

    private void isBad(String name, String reason) {
      bad = bad.and(BadFiles.one(below(name), reason));
    }

    private String below(String name) {
      return path.isEmpty() ? name : path + "/" + name;
    }

    FolderEntries done() {
      return new FolderEntries(images, folders, skipped, bad);
    }
  }

  /**
   * Looks.
   *
   * @param root folder of the split
   * @param path of the folder, relative to root; empty for root itself
   * @throws DataException if the folder cannot be listed, or a name in it cannot be decoded
   */
  static FolderEntries of(Path root, String path) throws IOException {
    Path folder = root.resolve(path);
    Sorting sorting = new Sorting(path);
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        sorting.add(entry);
      }
    } catch (DirectoryIteratorException e) {
      throw unlisted(folder, e.getCause());
    } catch (DataException e) {
      throw e;
    } catch (IOException e) {
      throw unlisted(folder, e);
    }
    return sorting.done();
  }

  /** The images, of a folder where none belong. */
  FileCount loose() {
    return images.stream()
        .sorted()
        .map(name -> new FileCount(1, name))
        .reduce(FileCount.NONE, FileCount::and);
  }

  /** The name of an entry, which must lead back to it. */
  private static String readable(Path entry) throws DataException {
    if (PathText.isComplete(entry)) {
      return entry.getFileName().toString();
    }
    throw new DataException(
        PathText.of(entry)
            + (PathText.isUtf8(entry)
                ? ": the name is not in the character set of this environment, "
                    + System.getProperty("sun.jnu.encoding", Charset.defaultCharset().name())
                    + ": set LC_ALL to one in UTF-8, such as C.UTF-8"
                : ": the name is not UTF-8: rename it, for instance with 'convmv -f latin1 -t utf8"
                    + " --notest -r FOLDER'"));
  }

  private static DataException unlisted(Path folder, IOException e) {
    return new DataException(folder + ": cannot be listed: " + FileError.reason(e), e);
  }
}
