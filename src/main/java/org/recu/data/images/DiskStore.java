package org.recu.data.images;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.zip.CRC32C;
import org.recu.data.DataException;
import org.recu.files.AtomicFile;
import org.recu.files.FileError;
import org.recu.files.FileTree;
import org.recu.image.EncodedImage;
import org.recu.image.ImageSource;
import org.recu.image.Raster;

/**
 * Caches small decoded copies in files. A copy names its source file and has a checksum; it is
 * written again if it is damaged or its source has changed. Copies are written atomically.
 */
final class DiskStore implements ImageStore {
  private static final long MAGIC = 0x5265635552474231L;

  /** Magic, height, width, the file's length and time, and the checksum of the pixels. */
  private static final int HEADER = 8 + 4 + 4 + 8 + 8 + 4;

  private final Path root;
  private final Path folder;
  private final int shortSide;

  /**
   * A store.
   *
   * @param root of the set; all files are below it
   * @param folder of the copies, which have their files' names below root
   * @param shortSide of the copies, in pixels; smaller images keep their size
   */
  DiskStore(Path root, Path folder, int shortSide) {
    this.root = root;
    this.folder = folder;
    this.shortSide = shortSide;
  }

  @Override
  public ImageSource open(ImageFile file, DecodeBuffers buffers) throws IOException {
    Path copy = folder.resolve(root.relativize(file.path()) + ".rgb");
    BasicFileAttributes source;
    try {
      source = Files.readAttributes(file.path(), BasicFileAttributes.class);
    } catch (IOException e) {
      throw new DataException(file.path() + ": " + FileError.reason(e), e);
    }
    Raster stored = buffers.stored();
    if (!read(copy, source, stored)) {
      buffers.reader().shrunk(EncodedImage.of(file.read()), shortSide, stored);
      write(copy, source, stored);
    }
    return stored;
  }

  /** Reads a copy; false if it is missing, damaged or of another version of the file. */
  private static boolean read(Path copy, BasicFileAttributes source, Raster raster)
      throws DataException {
    try (FileChannel channel = FileChannel.open(copy)) {
      ByteBuffer header = ByteBuffer.allocate(HEADER);
      fill(channel, header);
      header.flip();
      if (header.remaining() < HEADER || header.getLong() != MAGIC) {
        return false;
      }
      int height = header.getInt();
      int width = header.getInt();
      boolean sameFile =
          header.getLong() == source.size()
              && header.getLong() == source.lastModifiedTime().toMillis();
      long length = 3L * height * width;
      if (!sameFile || height < 1 || width < 1 || channel.size() != HEADER + length) {
        return false;
      }
      raster.reshape(height, width);
      fill(channel, ByteBuffer.wrap(raster.pixels(), 0, raster.length()));
      return header.getInt() == checksum(raster);
    } catch (NoSuchFileException e) {
      return false;
    } catch (IOException e) {
      throw new DataException(copy + ": " + FileError.reason(e), e);
    }
  }

  private static void fill(FileChannel channel, ByteBuffer buffer) throws IOException {
    int read = 0;
    while (buffer.hasRemaining() && read >= 0) {
      read = channel.read(buffer);
    }
  }

  /** Not synced: the checksum detects the remains of a system crash. */
  private void write(Path copy, BasicFileAttributes source, Raster raster) throws DataException {
    ByteBuffer header =
        ByteBuffer.allocate(HEADER)
            .putLong(MAGIC)
            .putInt(raster.height())
            .putInt(raster.width())
            .putLong(source.size())
            .putLong(source.lastModifiedTime().toMillis())
            .putInt(checksum(raster));
    try {
      FileTree.createFolders(copy.getParent());
      AtomicFile.replaceUnsynced(
          copy,
          out -> {
            out.write(header.array());
            out.write(raster.pixels(), 0, raster.length());
          });
    } catch (IOException e) {
      throw new DataException("--cache disk: cannot write " + FileError.sentence(e), e);
    }
  }

  private static int checksum(Raster raster) {
    CRC32C checksum = new CRC32C();
    checksum.update(raster.pixels(), 0, raster.length());
    return (int) checksum.getValue();
  }
}
