package org.recu.data;

import java.io.IOException;
import java.util.function.Supplier;
import org.recu.image.PictureReader;
import org.recu.image.Raster;
import org.recu.image.UnreadableImageException;

/** Reads a picture's file and puts it through a transform. Each thread has a reader of its own. */
final class FileMapping implements Mapping<ImageFile> {
  private final int imageSize;
  private final PictureStore store;
  private final PictureTransform transform;
  private final ThreadLocal<Workplace> workplaces;

  /**
   * A mapping.
   *
   * @param imageSize height and width of the pictures that are made
   * @param store where the files' pictures come from
   * @param transform makes them
   * @param readers makes a reader for each thread
   */
  FileMapping(
      int imageSize,
      PictureStore store,
      PictureTransform transform,
      Supplier<PictureReader> readers) {
    this.imageSize = imageSize;
    this.store = store;
    this.transform = transform;
    this.workplaces = ThreadLocal.withInitial(() -> Workplace.with(readers.get()));
  }

  @Override
  public int imageSize() {
    return imageSize;
  }

  /**
   * Makes one picture.
   *
   * @throws DataException if the file cannot be read, or is truncated, damaged or no picture; the
   *     message names it and says which
   */
  @Override
  public void map(ImageFile record, RandomStream random, byte[] image) throws IOException {
    try {
      Workplace workplace = workplaces.get();
      transform.apply(
          store.open(record, workplace),
          random,
          workplace,
          Raster.over(image, imageSize, imageSize));
    } catch (UnreadableImageException e) {
      throw new DataException(record.path() + ": " + e.getMessage(), e);
    }
  }
}
