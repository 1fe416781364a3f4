package org.recu.data.images;

import java.nio.file.Path;
import org.recu.data.DataException;
import org.recu.data.DataSource;
import org.recu.data.DatasetDescriptor;
import org.recu.data.ImageOptions;
import org.recu.data.Mapping;
import org.recu.decoding.TensorFlowDecoder;
import org.recu.image.ImageCropper;
import org.recu.image.ImageDecoder;

/** The standard mappings of ImageNet and Tiny-ImageNet. Owns the decoder that they share. */
public final class StandardMappings implements ImageMappings {
  private static final double TINY_DEGREES = 20;

  private final ImageDecoder decoder = new TensorFlowDecoder();
  private final Mapping<ImageFile> augmented;
  private final Mapping<ImageFile> plain;

  private final ImageStore store;

  private StandardMappings(
      int imageSize,
      boolean fast,
      ImageStore store,
      ImageTransform training,
      ImageTransform testing) {
    this.store = store;
    augmented = mapping(imageSize, fast, training);
    plain = mapping(imageSize, fast, testing);
  }

  /**
   * ImageNet's: a random resized crop, lighting and mirror to train on; to test on the middle of
   * the image, whose short side is 8/7 of the size. The fast loader decodes large JPEGs at a
   * fraction of their size and applies no lighting.
   *
   * @param root folder of the files
   * @param source says how to read them
   * @param imageSize height and width that a network sees
   */
  public static StandardMappings imagenet(Path root, DataSource source, int imageSize) {
    ImageOptions options = source.images();
    return new StandardMappings(
        imageSize,
        options.fast(),
        store(root, options, imageSize),
        new CropLightMirror(RandomResizedCrop.imagenet(), options.fast() ? 0 : options.lighting()),
        new CentreCrop(shortSide(imageSize)));
  }

  /** Tiny-ImageNet's: all of the image, enlarged; rotated and mirrored to train on. */
  public static StandardMappings tinyimagenet(Path root, DataSource source, int imageSize) {
    ImageOptions options = source.images();
    return new StandardMappings(
        imageSize,
        options.fast(),
        store(root, options, imageSize),
        new RotateMirror(TINY_DEGREES),
        new CentreCrop(imageSize));
  }

  private static ImageStore store(Path root, ImageOptions options, int imageSize) {
    return ImageStore.of(options.cache(), root, shortSide(imageSize), options.fast());
  }

  private static int shortSide(int imageSize) {
    return DatasetDescriptor.Images.shortSideOfCentreCrop(imageSize);
  }

  private FileMapping mapping(int imageSize, boolean fast, ImageTransform transform) {
    return new FileMapping(
        imageSize,
        store,
        transform,
        () -> fast ? ImageCropper.fast(decoder) : ImageCropper.exact(decoder));
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
