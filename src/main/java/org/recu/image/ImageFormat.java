package org.recu.image;

import java.nio.charset.StandardCharsets;

/** The encoding of an image, recognised by the first bytes of a file rather than by its name. */
public enum ImageFormat {
  JPEG("\u00ff\u00d8\u00ff"),
  PNG("\u0089PNG\r\n\u001a\n"),
  BMP("BM"),
  GIF("GIF8"),
  TIFF("II*\0", "MM\0*"),
  /** Its first byte and a digit, which is checked apart. */
  PNM("P"),
  /** Recognised, but not decoded. */
  WEBP("RIFF");

  /** First bytes of a file, one per character. */
  private final String signature;

  /** Alternative first bytes of the same format. */
  private final String otherSignature;

  ImageFormat(String signature) {
    this(signature, signature);
  }

  ImageFormat(String signature, String otherSignature) {
    this.signature = signature;
    this.otherSignature = otherSignature;
  }

  static ImageFormat of(byte[] encoded) throws UnreadableImageException {
    for (ImageFormat format : values()) {
      if (begins(encoded, format.signature) || begins(encoded, format.otherSignature)) {
        return format;
      }
    }
    if (encoded.length == 0) {
      throw new UnreadableImageException("the file is empty");
    }
    StringBuilder first = new StringBuilder();
    for (int i = 0; i < Math.min(8, encoded.length); i++) {
      first.append(" %02x".formatted(encoded[i] & 0xff));
    }
    throw new UnreadableImageException(
        "neither JPEG, PNG, BMP, GIF, TIFF nor PNM: the file begins with the bytes" + first);
  }

  private static boolean begins(byte[] encoded, String signature) {
    if (signature.equals(PNM.signature)) {
      return encoded.length > 2 && encoded[0] == 'P' && encoded[1] >= '1' && encoded[1] <= '6';
    }
    int length = Math.min(signature.length(), encoded.length);
    return new String(encoded, 0, length, StandardCharsets.ISO_8859_1).equals(signature);
  }
}
