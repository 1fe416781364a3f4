package org.recu.inference;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.recu.decoding.TensorFlowDecoder;
import org.recu.image.Box;
import org.recu.image.EncodedImage;
import org.recu.image.ImageDecoder;
import org.recu.image.ImageFormat;
import org.recu.image.ImageSource;
import org.recu.image.JavaDecoder;
import org.recu.image.JpegProfile;
import org.recu.image.Raster;
import org.recu.image.UnreadableImageException;

/**
 * Decodes ordinary images without TensorFlow, to the same pixels, so that nothing waits for
 * TensorFlow to start. It starts for the first image that is not ordinary: a JPEG in CMYK, a PNG
 * with a palette or a colour profile, a damaged file.
 */
final class LightDecoder implements ImageDecoder {

  /** Position of a PNG's bits per sample, followed by its colour type. */
  private static final int PNG_BITS = 24;

  /** The last chunk of a PNG: its name and its checksum. */
  private static final byte[] PNG_END = {'I', 'E', 'N', 'D', (byte) 0xae, 0x42, 0x60, (byte) 0x82};

  private final JavaDecoder light = new JavaDecoder();

  /** Null until it is needed. */
  private TensorFlowDecoder heavy;

  @Override
  public void decode(EncodedImage image, Raster raster) throws UnreadableImageException {
    EncodedImage plain = withoutProfile(image);
    decoder(plain).decode(plain, raster);
  }

  @Override
  public Box decode(EncodedImage image, Box wanted, int ratio, Raster raster)
      throws UnreadableImageException {
    EncodedImage plain = withoutProfile(image);
    return decoder(plain).decode(plain, wanted, ratio, raster);
  }

  /** {@inheritDoc} Java's decoder does. */
  @Override
  public ImageSource ahead(EncodedImage image) throws UnreadableImageException {
    EncodedImage plain = withoutProfile(image);
    if (!isOrdinary(plain)) {
      return image;
    }
    Raster raster = new Raster();
    light.decode(plain, raster);
    return raster;
  }

  private static EncodedImage withoutProfile(EncodedImage image) throws UnreadableImageException {
    return image.format() == ImageFormat.JPEG
        ? EncodedImage.of(JpegProfile.removed(image.bytes()))
        : image;
  }

  private ImageDecoder decoder(EncodedImage image) {
    return isOrdinary(image) ? light : heavy();
  }

  private synchronized TensorFlowDecoder heavy() {
    if (heavy == null) {
      heavy = new TensorFlowDecoder();
    }
    return heavy;
  }

  /** Whether an image was not ordinary. */
  synchronized boolean hasStartedTensorFlow() {
    return heavy != null;
  }

  /** Whether Java's decoder is known to give the same pixels. */
  private static boolean isOrdinary(EncodedImage image) {
    return switch (image.format()) {
      case JPEG -> image.partial() && !contains(image.bytes(), "ICC_PROFILE");
      case PNG -> isPlainPng(image.bytes()) && !contains(image.bytes(), "iCCP");
      default -> true; // Java decodes the others in any case.
    };
  }

  /** A complete PNG of 8 bits in grey or RGB, perhaps with transparency in RGB. */
  private static boolean isPlainPng(byte[] bytes) {
    int colours = bytes[PNG_BITS + 1];
    return bytes[PNG_BITS] == Byte.SIZE
        && (colours == 0 || colours == 2 || colours == 6)
        && Arrays.equals(
            bytes, bytes.length - PNG_END.length, bytes.length, PNG_END, 0, PNG_END.length);
  }

  private static boolean contains(byte[] bytes, String word) {
    byte[] sought = word.getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i + sought.length <= bytes.length; i++) {
      if (Arrays.equals(bytes, i, i + sought.length, sought, 0, sought.length)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public synchronized void close() {
    if (heavy != null) {
      heavy.close();
    }
  }
}
