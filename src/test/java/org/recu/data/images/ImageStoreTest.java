package org.recu.data.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.recu.data.DataException;
import org.recu.data.ImageCache;
import org.recu.decoding.TensorFlowDecoder;
import org.recu.golden.GoldenFile;
import org.recu.image.EncodedImage;
import org.recu.image.ImageCropper;
import org.recu.image.ImageDecoder;
import org.recu.image.ImageSource;
import org.recu.image.Raster;
import org.recu.image.UnreadableImageException;

/** The golden image is 160 pixels wide and 120 high. */
final class ImageStoreTest {
  private static final int SHORT_SIDE = 60;
  private static final int COPY = 3 * 60 * 80;

  @TempDir private Path folder;
  private ImageDecoder decoder;
  private DecodeBuffers buffers;
  private ImageFile file;

  @BeforeEach
  void open() throws IOException {
    decoder = new TensorFlowDecoder();
    buffers = DecodeBuffers.with(ImageCropper.exact(decoder));
    file = new ImageFile(folder.resolve("set/train/a/plain.jpg"));
    Files.createDirectories(file.path().getParent());
    Files.write(file.path(), GoldenFile.bytes("jpeg/plain.jpg"));
  }

  @AfterEach
  void close() {
    decoder.close();
  }

  private ImageStore store(ImageCache kind, int shortSide) {
    return ImageStore.of(kind, folder.resolve("set"), shortSide, false);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RAM", "DISK"})
  void open_again_isTheCopyOfTheFirstTime(String kind) throws IOException {
    ImageStore store = store(ImageCache.valueOf(kind), SHORT_SIDE);
    Raster expected = new Raster();
    buffers
        .reader()
        .shrunk(EncodedImage.of(GoldenFile.bytes("jpeg/plain.jpg")), SHORT_SIDE, expected);
    byte[] pixels = Arrays.copyOf(expected.pixels(), COPY);
    assertThat(pixels(store.open(file, buffers))).isEqualTo(pixels);
    // Still the same length and time: only who decodes would see the difference.
    FileTime time = Files.getLastModifiedTime(file.path());
    Files.write(file.path(), new byte[(int) Files.size(file.path())]);
    Files.setLastModifiedTime(file.path(), time);
    assertThat(pixels(store.open(file, buffers))).isEqualTo(pixels);
  }

  @ParameterizedTest
  @ValueSource(strings = {"RAM", "DISK"})
  void open_ofASmallPicture_keepsItsSize(String kind) throws IOException {
    ImageSource copy = store(ImageCache.valueOf(kind), 256).open(file, buffers);
    assertThat(List.of(copy.height(), copy.width())).containsExactly(120, 160);
  }

  @ParameterizedTest
  @ValueSource(strings = {"NONE", "RAM", "DISK"})
  void open_ofADamagedFile_isRefusedAndNotKept(String kind) throws IOException {
    ImageStore store = store(ImageCache.valueOf(kind), SHORT_SIDE);
    byte[] whole = Files.readAllBytes(file.path());
    Files.write(file.path(), GoldenFile.bytes("jpeg/not_an_image.jpg"));
    assertThatThrownBy(() -> store.open(file, buffers))
        .isInstanceOf(UnreadableImageException.class);
    Files.write(file.path(), whole);
    assertThat(store.open(file, buffers)).isNotNull();
  }

  @Test
  void validation_fromACopy_hasThePixelsOfTheFile() throws IOException {
    Raster fromFile = new Raster();
    Raster fromCopy = new Raster();
    buffers.reader().centre(ImageStore.NONE.open(file, buffers), SHORT_SIDE, 56, fromFile);
    buffers
        .reader()
        .centre(store(ImageCache.DISK, SHORT_SIDE).open(file, buffers), 60, 56, fromCopy);
    assertThat(fromCopy.pixels()).isEqualTo(fromFile.pixels());
  }

  @Test
  void memory_thatIsFull_keepsNoMore() throws IOException {
    MemoryStore store = new MemoryStore(SHORT_SIDE, 2 * COPY + 1);
    for (int i = 0; i < 4; i++) {
      Path path = folder.resolve(i + ".jpg");
      Files.copy(file.path(), path);
      assertThat(pixels(store.open(new ImageFile(path), buffers))).hasSize(COPY);
      store.open(new ImageFile(path), buffers);
    }
    assertThat(store.used()).isEqualTo(2L * COPY);
  }

  @Test
  void memory_thatIsTooSmall_saysSoBeforeItBegins() throws IOException {
    // 256 * 341 * 3 bytes an image.
    MemoryStore store = new MemoryStore(256, 3_000_000_000L);
    store.expect(10_000);
    assertThatThrownBy(() -> store.expect(2_000))
        .isInstanceOf(DataException.class)
        .hasMessage(
            "--cache ram: 12,000 images take about 3.1 GB, and half of the heap is 3.0 GB;"
                + " --cache disk has no such limit");
  }

  @Test
  void memory_ofASmallHeap_isToldInMegabytes() {
    MemoryStore store = new MemoryStore(256, 12_000_000L);
    assertThatThrownBy(() -> store.expect(48))
        .hasMessageContaining("48 images take about 13 MB, and half of the heap is 12 MB;");
  }

  @Test
  void disk_ofAFileThatChanged_makesTheCopyAnew() throws IOException {
    ImageStore store = store(ImageCache.DISK, SHORT_SIDE);
    byte[] before = pixels(store.open(file, buffers));
    Files.write(file.path(), GoldenFile.bytes("jpeg/gray.jpg"));
    assertThat(pixels(store.open(file, buffers))).isNotEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 12, 20, 35, 36, 5000, 14_000})
  void disk_ofACopyWithADamagedByte_makesItAnew(int at) throws IOException {
    ImageStore store = store(ImageCache.DISK, SHORT_SIDE);
    byte[] before = pixels(store.open(file, buffers));
    byte[] copy = Files.readAllBytes(copies().get(0));
    copy[at] ^= 1;
    Files.write(copies().get(0), copy);
    assertThat(pixels(store.open(file, buffers))).isEqualTo(before);
    copy[at] ^= 1;
    assertThat(Files.readAllBytes(copies().get(0))).isEqualTo(copy);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 20, 36, 14_000})
  void disk_ofACopyThatIsCutShort_makesItAnew(int length) throws IOException {
    ImageStore store = store(ImageCache.DISK, SHORT_SIDE);
    byte[] before = pixels(store.open(file, buffers));
    Files.write(copies().get(0), Arrays.copyOf(Files.readAllBytes(copies().get(0)), length));
    assertThat(pixels(store.open(file, buffers))).isEqualTo(before);
  }

  @Test
  void disk_leavesNothingButCopies() throws IOException {
    store(ImageCache.DISK, SHORT_SIDE).open(file, buffers);
    assertThat(copies())
        .containsExactly(folder.resolve("set/.recu-cache/60/train/a/plain.jpg.rgb"));
  }

  @Test
  void disk_thatCannotBeWritten_saysSo() throws IOException {
    Files.writeString(folder.resolve("set/.recu-cache"), "in the way");
    assertThatThrownBy(() -> store(ImageCache.DISK, SHORT_SIDE).open(file, buffers))
        .isInstanceOf(DataException.class)
        .hasMessageContaining("plain.jpg.rgb");
  }

  private List<Path> copies() throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("set/.recu-cache"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static byte[] pixels(ImageSource copy) {
    Raster raster = (Raster) copy;
    return Arrays.copyOf(raster.pixels(), raster.length());
  }
}
