package org.recu.model;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.recu.nn.Precision;

/** The register of networks. */
public final class Models {

  private static final Map<String, List<Form>> FORMS = new LinkedHashMap<>();

  /** The first stages of two-stage training, by the name of the second's network. */
  private static final Map<String, String> FIRST_STAGES = new LinkedHashMap<>();

  /** Blocks of each stage. */
  private static final List<Integer> OF_18 = List.of(2, 2, 2, 2);

  private static final List<Integer> OF_34 = List.of(3, 4, 6, 3);

  private static final List<Integer> WIDTHS = List.of(64, 128, 256, 512);

  static {
    resNet20("resnet20_1w1a", Precision.BINARY);
    String resNet18 = "resnet18_1w1a";
    add(
        resNet18,
        cifar18(resNet18, WIDTHS, Precision.BINARY),
        imageNet(resNet18, OF_18, Precision.BINARY));
    narrow18("resnet18A_1w1a", 32, 32, 64, 128);
    narrow18("resnet18B_1w1a", 32, 64, 128, 256);
    narrow18("resnet18C_1w1a", 64, 64, 128, 256);
    add("resnet34_1w1a", imageNet("resnet34_1w1a", OF_34, Precision.BINARY));
    String vgg = "vgg_small_1w1a";
    add(vgg, Form.small(8, (classes, size) -> new VggSmall(vgg, classes, size)));
    // One convolution a block: twice the blocks.
    twoStage("react_resnet18", List.of(4, 4, 4, 4));
    twoStage("react_resnet34", List.of(6, 8, 12, 6));
    resNet20("resnet20_fp32", Precision.REAL);
    String real18 = "resnet18_fp32";
    add(real18, cifar18(real18, WIDTHS, Precision.REAL), imageNet(real18, OF_18, Precision.REAL));
    real("resnet18", OF_18, false);
    real("resnet34", OF_34, false);
    real("resnet50", OF_34, true);
  }

  private Models() {}

  /** The names that one asks for, in the order they are shown. */
  public static List<String> names() {
    return FORMS.keySet().stream().filter(name -> !FIRST_STAGES.containsValue(name)).toList();
  }

  /** The names of the networks of two-stage training. */
  public static List<String> twoStageNames() {
    return List.copyOf(FIRST_STAGES.keySet());
  }

  /**
   * The name under which a network of two-stage training is trained first: the same parameters,
   * with real weights in its binary convolutions.
   *
   * @param name such as {@code react_resnet18_1w1a}
   * @return such as {@code react_resnet18_32w1a}, which {@link #create} takes; empty for a network
   *     that is trained in one stage
   */
  public static Optional<String> firstStage(String name) {
    return Optional.ofNullable(FIRST_STAGES.get(name));
  }

  /**
   * A network by its name, in its form for images of a size.
   *
   * @param name one of {@link #names}, or a {@link #firstStage}
   * @param classes how many classes it tells apart, at least 1
   * @param imageSize height and width of the images, in pixels
   * @throws UnsupportedModelException where there is no such network, or none for such images; the
   *     message names those there are
   */
  public static Network create(String name, int classes, int imageSize) {
    List<Form> forms = FORMS.get(name);
    if (forms == null) {
      throw new UnsupportedModelException(
          "model %s is not one of %s".formatted(name, String.join(", ", names())));
    }
    if (classes < 1) {
      throw new IllegalArgumentException("classes (%d) must be at least 1".formatted(classes));
    }
    return forms.stream()
        .filter(form -> form.takes(imageSize))
        .findFirst()
        .orElseThrow(() -> new UnsupportedModelException(refusal(name, forms, imageSize)))
        .maker()
        .make(classes, imageSize);
  }

  /** Names the sizes of the form in whose range the size lies, or of all. */
  private static String refusal(String name, List<Form> forms, int imageSize) {
    String expected =
        forms.stream()
            .filter(form -> form.covers(imageSize))
            .findFirst()
            .map(Form::sizes)
            .orElse(forms.stream().map(Form::sizes).collect(Collectors.joining(", or ")));
    return "model %s does not take images of %d pixels: expected %s"
        .formatted(name, imageSize, expected);
  }

  private static void add(String name, Form... forms) {
    FORMS.put(name, List.of(forms));
  }

  private static void resNet20(String name, Precision precision) {
    List<Integer> widths = List.of(16, 32, 64);
    add(
        name,
        Form.small(
            4,
            (classes, size) -> new CifarResNet(name, widths, 3, true, precision, classes, size)));
  }

  private static void narrow18(String name, Integer... widths) {
    add(name, cifar18(name, Arrays.asList(widths), Precision.BINARY));
  }

  private static Form cifar18(String name, List<Integer> widths, Precision precision) {
    return Form.small(
        8, (classes, size) -> new CifarResNet(name, widths, 2, false, precision, classes, size));
  }

  private static Form imageNet(String name, List<Integer> blocks, Precision precision) {
    return Form.large(
        1, (classes, size) -> new ImageNetResNet(name, blocks, precision, classes, size));
  }

  private static void twoStage(String name, List<Integer> blocks) {
    twoStage(name + "_1w1a", blocks, Precision.BINARY);
    twoStage(name + "_32w1a", blocks, Precision.BINARY_ACTIVATIONS);
    FIRST_STAGES.put(name + "_1w1a", name + "_32w1a");
  }

  private static void twoStage(String name, List<Integer> blocks, Precision precision) {
    add(
        name,
        Form.small(
            8,
            (classes, size) -> new TwoStageResNet(name, blocks, precision, false, classes, size)),
        Form.large(
            32,
            (classes, size) -> new TwoStageResNet(name, blocks, precision, true, classes, size)));
  }

  private static void real(String name, List<Integer> blocks, boolean bottleneck) {
    add(
        name,
        Form.large(1, (classes, size) -> new RealResNet(name, blocks, bottleneck, classes, size)));
  }
}
