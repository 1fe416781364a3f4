package org.recu.data;

import org.recu.image.ImageDecoder;
import org.recu.image.PictureReader;

/** The transforms of the sets of image files. Owns the decoder that its mappings share. */
final class PictureMappings implements ImageMappings {
  private static final double TINY_DEGREES = 20;

  private final ImageDecoder decoder = new ImageDecoder();
  private final Mapping<ImageFile> augmented;
  private final Mapping<ImageFile> plain;

  private PictureMappings(
      int imageSize, boolean fast, PictureTransform training, PictureTransform testing) {
    augmented = mapping(imageSize, fast, training);
    plain = mapping(imageSize, fast, testing);
  }

  /**
   * ImageNet's: a random resized crop, lighting and mirror to train on; to test on the middle of
   * the picture, whose short side is 8/7 of the size.
   *
   * @param imageSize height and width that a network sees
   * @param lighting standard deviation of the light's normal numbers; 0 for none
   */
  static PictureMappings imagenet(int imageSize, double lighting) {
    return new PictureMappings(
        imageSize,
        false,
        new CropLightMirror(RandomResizedCrop.imagenet(), lighting),
        new CentreOfPicture(ShortSide.of("imagenet", imageSize)));
  }

  /**
   * The same for speed: large JPEGs are decoded at a fraction of their size, and the light stays.
   */
  static PictureMappings fastImagenet(int imageSize) {
    return new PictureMappings(
        imageSize,
        true,
        new CropLightMirror(RandomResizedCrop.imagenet(), 0),
        new CentreOfPicture(ShortSide.of("imagenet", imageSize)));
  }

  /** Tiny-ImageNet's: all of the picture, enlarged; rotated and mirrored to train on. */
  static PictureMappings tinyimagenet(int imageSize) {
    return new PictureMappings(
        imageSize, false, new RotateMirror(TINY_DEGREES), new CentreOfPicture(imageSize));
  }

  private FileMapping mapping(int imageSize, boolean fast, PictureTransform transform) {
    return new FileMapping(
        imageSize,
        transform,
        () -> fast ? PictureReader.fast(decoder) : PictureReader.exact(decoder));
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
