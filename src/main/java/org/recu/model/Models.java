package org.recu.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The register of networks. */
public final class Models {

  private static final Map<String, List<Form>> FORMS = new LinkedHashMap<>();

  static {
    String resNet20 = "resnet20_1w1a";
    FORMS.put(
        resNet20,
        List.of(
            Form.small(
                4,
                (classes, size) ->
                    new CifarResNet(resNet20, List.of(16, 32, 64), 3, true, classes, size))));
    resNet18("resnet18_1w1a", List.of(64, 128, 256, 512));
    resNet18("resnet18A_1w1a", List.of(32, 32, 64, 128));
    resNet18("resnet18B_1w1a", List.of(32, 64, 128, 256));
    resNet18("resnet18C_1w1a", List.of(64, 64, 128, 256));
    String vgg = "vgg_small_1w1a";
    FORMS.put(vgg, List.of(Form.small(8, (classes, size) -> new VggSmall(vgg, classes, size))));
  }

  private Models() {}

  /** The names of all networks, in the order they are shown. */
  public static List<String> names() {
    return List.copyOf(FORMS.keySet());
  }

  /**
   * A network by its name, in its form for images of a size.
   *
   * @param name one of {@link #names}
   * @param classes how many classes it tells apart, at least 1
   * @param imageSize height and width of the images, in pixels
   * @throws IllegalArgumentException where there is no such network, or none for such images; the
   *     message names those there are
   */
  public static Network create(String name, int classes, int imageSize) {
    List<Form> forms = FORMS.get(name);
    if (forms == null) {
      throw new IllegalArgumentException(
          "model %s is not one of %s".formatted(name, String.join(", ", FORMS.keySet())));
    }
    if (classes < 1) {
      throw new IllegalArgumentException("classes (%d) must be at least 1".formatted(classes));
    }
    return forms.stream()
        .filter(form -> form.takes(imageSize))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(refusal(name, forms, imageSize)))
        .maker()
        .make(classes, imageSize);
  }

  /** Of several forms the sizes of that which comes nearest are named. */
  private static String refusal(String name, List<Form> forms, int imageSize) {
    String expected =
        forms.stream()
            .filter(form -> form.covers(imageSize))
            .findFirst()
            .map(Form::sizes)
            .orElse(forms.stream().map(Form::sizes).collect(Collectors.joining(" or ")));
    return "model %s does not take images of %d pixels: expected %s"
        .formatted(name, imageSize, expected);
  }

  private static void resNet18(String name, List<Integer> widths) {
    FORMS.put(
        name,
        List.of(
            Form.small(
                8, (classes, size) -> new CifarResNet(name, widths, 2, false, classes, size))));
  }
}
