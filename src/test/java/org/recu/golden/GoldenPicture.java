package org.recu.golden;

import com.fasterxml.jackson.core.type.TypeReference;
import java.util.List;
import java.util.Optional;

/**
 * What PIL and torchvision make of a picture, by {@code images.safetensors}.
 *
 * @param output name of the tensor that they made
 * @param source name of the picture: its pixels are the tensor {@code SOURCE/source}
 * @param op what they did, in words
 * @param top first row of a crop
 * @param left first column of a crop
 * @param height of a crop
 * @param width of a crop
 * @param degrees of a rotation
 */
public record GoldenPicture(
    String output,
    String source,
    String op,
    Optional<Integer> top,
    Optional<Integer> left,
    Optional<Integer> height,
    Optional<Integer> width,
    Optional<Double> degrees) {

  private static final String FILE = "images.safetensors";

  /** All cases whose operation begins so, in the file's order. */
  public static List<GoldenPicture> all(String operation) {
    String text = GoldenFile.safetensors(FILE).metadata().get("cases");
    List<Case> cases = GoldenFile.json(text, FILE, new TypeReference<List<Case>>() {});
    return cases.stream().filter(one -> one.op().startsWith(operation)).map(Case::picture).toList();
  }

  /** The picture that they began with: (height, width, 3). */
  public GoldenTensor sourcePixels() {
    return GoldenFile.safetensors(FILE).tensor(source + "/source");
  }

  /** What they made of it: (height, width, 3). */
  public GoldenTensor outputPixels() {
    return GoldenFile.safetensors(FILE).tensor(output);
  }

  /** PIL's {@code convert("RGB")} of a file of {@code jpeg/}: (height, width, 3). */
  public static GoldenTensor decoded(String file) {
    return GoldenFile.safetensors(FILE).tensor("jpeg/" + file);
  }

  @Override
  public String toString() {
    return output;
  }

  /** As the file's JSON has it: numbers that a case does not need are left out. */
  private record Case(
      String output,
      String source,
      String op,
      Integer top,
      Integer left,
      Integer height,
      Integer width,
      Double degrees) {

    GoldenPicture picture() {
      return new GoldenPicture(
          output,
          source,
          op,
          Optional.ofNullable(top),
          Optional.ofNullable(left),
          Optional.ofNullable(height),
          Optional.ofNullable(width),
          Optional.ofNullable(degrees));
    }
  }
}
