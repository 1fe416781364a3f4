package org.recu.data.folders;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.recu.data.DataException;
import org.recu.files.FileError;

/**
 * The direct entries of a folder. Only entries not named like images are checked for being folders,
 * since on remote file systems that check takes most of the time.
 *
 * @param images names of the image files, in no order
 * @param folders names of the visible folders, including links to folders, in no order
 * @param skipped the rest
 */
record FolderEntries(List<String> images, List<String> folders, FileCount skipped) {

  /**
   * Looks.
   *
   * @param root folder of the split
   * @param path of the folder, relative to root; empty for root itself
   * @throws DataException if the folder cannot be listed, or a name in it cannot be decoded
   */
  static FolderEntries of(Path root, String path) throws IOException {
    Path folder = root.resolve(path);
    List<String> images = new ArrayList<>();
    List<String> folders = new ArrayList<>();
    FileCount skipped = FileCount.NONE;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (ImageFileNames.isImage(name)) {
          images.add(readable(folder, name));
        } else if (!ImageFileNames.isHidden(name) && Files.isDirectory(entry)) {
          folders.add(readable(folder, name));
        } else {
          skipped = skipped.and(new FileCount(1, path.isEmpty() ? name : path + "/" + name));
        }
      }
    } catch (DirectoryIteratorException e) {
      throw unlisted(folder, e.getCause());
    } catch (DataException e) {
      throw e;
    } catch (IOException e) {
      throw unlisted(folder, e);
    }
    return new FolderEntries(images, folders, skipped);
  }

  /** Java cannot open a file whose name it could not decode. */
  private static String readable(Path folder, String name) throws DataException {
    if (name.indexOf('\uFFFD') >= 0) {
      throw new DataException(
          "%s holds %s, a name that is not in the character set of this environment, %s: set"
                  .formatted(
                      folder,
                      name,
                      System.getProperty("sun.jnu.encoding", Charset.defaultCharset().name()))
              + " LC_ALL to one in UTF-8, such as C.UTF-8");
    }
    return name;
  }

  private static DataException unlisted(Path folder, IOException e) {
    return new DataException(folder + ": cannot be listed: " + FileError.reason(e), e);
  }
}
