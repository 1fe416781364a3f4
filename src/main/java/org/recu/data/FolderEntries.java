package org.recu.data;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.recu.files.FileError;

/**
 * What lies directly in a folder. Only what is not named like a picture is asked whether it is a
 * folder, which is what takes time where files are far away and many.
 *
 * @param pictures names of the files that are taken for pictures, in no order
 * @param folders names of folders that are not hidden, those behind links too, in no order
 * @param skipped the rest
 */
record FolderEntries(List<String> pictures, List<String> folders, SomeFiles skipped) {

  /**
   * Looks.
   *
   * @param root folder of the half
   * @param path of the folder, relative to root; empty for root itself
   * @throws DataException if the folder cannot be listed, or a name in it is not readable
   */
  static FolderEntries of(Path root, String path) throws IOException {
    Path folder = root.resolve(path);
    List<String> pictures = new ArrayList<>();
    List<String> folders = new ArrayList<>();
    SomeFiles skipped = SomeFiles.NONE;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (PictureNames.isPicture(name)) {
          pictures.add(readable(folder, name));
        } else if (!PictureNames.isHidden(name) && Files.isDirectory(entry)) {
          folders.add(readable(folder, name));
        } else {
          skipped = skipped.and(new SomeFiles(1, path.isEmpty() ? name : path + "/" + name));
        }
      }
    } catch (DirectoryIteratorException e) {
      throw unlisted(folder, e.getCause());
    } catch (DataException e) {
      throw e;
    } catch (IOException e) {
      throw unlisted(folder, e);
    }
    return new FolderEntries(pictures, folders, skipped);
  }

  /** Java has no way back from a name that it could not decode to the file. */
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
