package org.recu.data.folders;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.recu.data.DataException;
import org.recu.files.AtomicFile;
import org.recu.files.FileError;
import org.recu.files.NamedFile;

/**
 * A {@link FileListing} in a file, compressed: ImageNet's 1.3 million names take some megabytes.
 *
 * @param path of the file
 */
record ListingFile(Path path) {
  private static final String MAGIC = "recu file listing 1";

  /** How often its own size a listing may unpack to; names of files shrink to a fifth or so. */
  private static final int MOST_UNPACKED = 200;

  private static final int SPARE_BYTES = 1 << 20;

  /** Replaces the file atomically. */
  void write(FileListing listing) throws IOException {
    AtomicFile.replace(
        path,
        file -> {
          GZIPOutputStream packed = new GZIPOutputStream(file, 1 << 16);
          DataOutputStream out = new DataOutputStream(packed);
          write(listing, out);
          out.flush();
          packed.finish();
        });
  }

  private static void write(FileListing listing, DataOutputStream out) throws IOException {
    out.writeUTF(MAGIC);
    out.writeInt(listing.classes().size());
    for (ClassFiles files : listing.classes()) {
      out.writeUTF(files.name());
      out.writeUTF(files.folder());
      files.files().write(out);
    }
    out.writeInt(listing.folders().size());
    for (FolderTime folder : listing.folders()) {
      out.writeUTF(folder.path());
      out.writeLong(folder.modified());
    }
    out.writeLong(listing.skipped().count());
    out.writeUTF(listing.skipped().first());
  }

  /**
   * Reads it.
   *
   * @throws DataException if it is not what {@link #write} wrote
   */
  FileListing read() throws IOException {
    byte[] bytes;
    // Unpacked completely, so that the checksum is verified before any number is used.
    try (InputStream in = new GZIPInputStream(new NamedFile(path).input(), 1 << 16)) {
      long most = Files.size(path) * MOST_UNPACKED + SPARE_BYTES;
      bytes = in.readNBytes((int) Math.min(most + 1, Integer.MAX_VALUE - Long.BYTES));
      if (bytes.length > most) {
        throw new IOException("it unpacks to more than %d times its size".formatted(MOST_UNPACKED));
      }
      return read(new DataInputStream(new ByteArrayInputStream(bytes)), bytes.length);
    } catch (IOException e) {
      throw new DataException(
          "%s is damaged (%s): delete it, and the set is listed anew"
              .formatted(path, FileError.reason(e)),
          e);
    }
  }

  private static FileListing read(DataInputStream in, int size) throws IOException {
    if (!in.readUTF().equals(MAGIC)) {
      throw new IOException("it is not a listing of files of this version");
    }
    List<ClassFiles> classes = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      classes.add(new ClassFiles(in.readUTF(), in.readUTF(), FileNames.read(in, size)));
    }
    List<FolderTime> folders = new ArrayList<>();
    for (int i = in.readInt(); i > 0; i--) {
      folders.add(new FolderTime(in.readUTF(), in.readLong()));
    }
    FileCount skipped = new FileCount(in.readLong(), in.readUTF());
    // A run with files that cannot be read began in spite of them.
    return new FileListing(classes, folders, skipped, BadFiles.NONE);
  }
}
