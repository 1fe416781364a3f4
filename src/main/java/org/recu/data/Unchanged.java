package org.recu.data;

/**
 * The identity: copies the pixels unchanged.
 *
 * @param imageSize height and width of the records
 */
public record Unchanged(int imageSize) implements Mapping<Pixels> {

  @Override
  public void map(Pixels record, RandomStream random, byte[] image) {
    if (record.height() != imageSize || record.width() != imageSize) {
      throw new IllegalArgumentException(
          "an image of " + record.height() + "x" + record.width() + " is not of size " + imageSize);
    }
    record.copyRow(0, 0, imageSize * imageSize, image, 0);
  }
}
