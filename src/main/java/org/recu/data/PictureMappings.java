package org.recu.data;

import java.nio.file.Path;
import org.recu.image.ImageDecoder;
import org.recu.image.PictureReader;

/** The transforms of the sets of image files. Owns the decoder that its mappings share. */
final class PictureMappings implements ImageMappings {
  private static final double TINY_DEGREES = 20;

  private final ImageDecoder decoder = new ImageDecoder();
  private final Mapping<ImageFile> augmented;
  private final Mapping<ImageFile> plain;

  private final PictureStore store;

  private PictureMappings(
      int imageSize,
      boolean fast,
      PictureStore store,
      PictureTransform training,
      PictureTransform testing) {
    this.store = store;
    augmented = mapping(imageSize, fast, training);
    plain = mapping(imageSize, fast, testing);
  }

  /**
   * ImageNet's: a random resized crop, lighting and mirror to train on; to test on the middle of
   * the picture, whose short side is 8/7 of the size. For speed, large JPEGs are decoded at a
   * fraction of their size, and the light stays.
   *
   * @param root folder of the files
   * @param source says how they are read
   * @param imageSize height and width that a network sees
   */
  static PictureMappings imagenet(Path root, DataSource source, int imageSize) {
    ImageOptions options = source.images();
    return new PictureMappings(
        imageSize,
        options.fast(),
        store(root, options, imageSize),
        new CropLightMirror(RandomResizedCrop.imagenet(), options.fast() ? 0 : options.lighting()),
        new CentreOfPicture(shortSide(imageSize)));
  }

  /** Tiny-ImageNet's: all of the picture, enlarged; rotated and mirrored to train on. */
  static PictureMappings tinyimagenet(Path root, DataSource source, int imageSize) {
    ImageOptions options = source.images();
    return new PictureMappings(
        imageSize,
        options.fast(),
        store(root, options, imageSize),
        new RotateMirror(TINY_DEGREES),
        new CentreOfPicture(imageSize));
  }

  private static PictureStore store(Path root, ImageOptions options, int imageSize) {
    return options.cache().store(root, shortSide(imageSize), options.fast());
  }

  private static int shortSide(int imageSize) {
    return ShortSide.of("imagenet", imageSize);
  }

  private FileMapping mapping(int imageSize, boolean fast, PictureTransform transform) {
    return new FileMapping(
        imageSize,
        store,
        transform,
        () -> fast ? PictureReader.fast(decoder) : PictureReader.exact(decoder));
  }

  @Override
  public void expect(int files) throws DataException {
    store.expect(files);
  }

  @Override
  public Mapping<ImageFile> augmented() {
    return augmented;
  }

  @Override
  public Mapping<ImageFile> plain() {
    return plain;
  }

  @Override
  public void close() {
    decoder.close();
  }
}
