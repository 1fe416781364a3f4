package org.recu.data.folders;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.recu.data.DataException;
import org.recu.data.DataSource;
import org.recu.data.pipeline.BadImages;
import org.recu.image.Normalization;

/** What is found in folders of images, and what is wrong with them. */
final class ImageSetTest {
  private static final ImageSetKind KIND =
      new ImageSetKind(
          "things",
          List.of("things-2"),
          224,
          new Normalization(List.of(.5, .5, .5), List.of(.2, .2, .2)),
          (root, source, size) -> new NoMappings());

  @TempDir private Path root;
  private SampleFiles files;

  @BeforeEach
  void setFiles() {
    files = new SampleFiles(root);
  }

  @Test
  void train_foldersInFolders_areReadAsTorchvisionReadsThem() throws IOException {
    files.with(
        "train/Zebra/1.jpg",
        "train/ant/2.JPG",
        "train/ant/10.jpg",
        "train/ant/b.jpeg",
        "train/ant/sub/x.png",
        "train/ant/sub-a/x.png",
        "train/ant/sub/deep/y.bmp",
        "train/ant/sub.a/q.webp",
        "train/ant/notes.txt",
        "train/a-b/x.ppm",
        "train/a/x.tif",
        "train/a.b/x.TIFF",
        "train/ab/p.pgm",
        "train/ab/q.gif");
    // What torchvision.datasets.ImageFolder gives for these files.
    try (ImageSet set = open()) {
      assertThat(set.info().classNames()).containsExactly("Zebra", "a", "a-b", "a.b", "ab", "ant");
      assertThat(files.labelled(set.train()))
          .containsExactly(
              "0 train/Zebra/1.jpg",
              "1 train/a/x.tif",
              "2 train/a-b/x.ppm",
              "3 train/a.b/x.TIFF",
              "4 train/ab/p.pgm",
              "5 train/ant/10.jpg",
              "5 train/ant/2.JPG",
              "5 train/ant/b.jpeg",
              "5 train/ant/sub/x.png",
              "5 train/ant/sub-a/x.png",
              "5 train/ant/sub.a/q.webp",
              "5 train/ant/sub/deep/y.bmp");
    }
  }

  @Test
  void sorted_namesBeyondTheBasicPlane_goByCodePoints() {
    // Python's sorted(); Java compares halves of code points and puts the fourth before the third.
    assertThat(ClassFolders.sorted(List.of("\uFB01", "\uD835\uDCB3", "\u00E9", "z", "Z")))
        .containsExactly("Z", "z", "\u00E9", "\uFB01", "\uD835\uDCB3");
  }

  @Test
  void remarks_hiddenAndForeignFiles_areCounted() throws IOException {
    files.with("train/a/1.jpg", "train/b/1.jpg", "val/a/1.jpg", "val/b/1.jpg");
    files.with("train/a/.DS_Store", "train/b/._1.jpg", "train/read.me", "train/.cache/x.jpg");
    files.with("val/b/Thumbs.db");
    try (ImageSet set = open()) {
      assertThat(set.remarks()).isEmpty();
      assertThat(set.info().classNames()).containsExactly("a", "b");
      assertThat(files.labelled(set.train())).containsExactly("0 train/a/1.jpg", "1 train/b/1.jpg");
      assertThat(files.labelled(set.test())).containsExactly("0 val/a/1.jpg", "1 val/b/1.jpg");
      assertThat(set.remarks()).hasSize(2);
      assertThat(set.remarks().get(0))
          .startsWith(
              root.resolve("train")
                  + ": 4 files skipped (hidden, not images, or in no class folder): ")
          .endsWith(" and 3 others");
      assertThat(set.remarks().get(1))
          .isEqualTo(
              root.resolve("val")
                  + ": 1 file skipped (hidden, not an image, or in no class folder): b/Thumbs.db");
    }
  }

  @Test
  void open_setInAFolderOfItsName_isFound() throws IOException {
    files.with("things-2/train/a/1.jpg", "things-2/train/b/1.jpg");
    try (ImageSet set = open()) {
      assertThat(files.labelled(set.train()))
          .containsExactly("0 things-2/train/a/1.jpg", "1 things-2/train/b/1.jpg");
    }
  }

  @Test
  void info_sizeAndName_areOfKindAndSource() throws IOException {
    files.with("val/a/1.jpg", "val/b/1.jpg");
    try (ImageSet set = open()) {
      assertThat(set.info().name()).isEqualTo("things");
      assertThat(set.info().imageSize()).isEqualTo(224);
      assertThat(set.info().normalization()).isEqualTo(KIND.normalization());
    }
    try (ImageSet set = ImageSet.open(KIND, source().withImageSize(64))) {
      assertThat(set.info().imageSize()).isEqualTo(64);
    }
  }

  @Test
  void test_withoutTrainingFiles_isRead() throws IOException {
    files.with("val/a/1.jpg", "val/b/1.jpg");
    try (ImageSet set = open()) {
      assertThat(files.labelled(set.test())).containsExactly("0 val/a/1.jpg", "1 val/b/1.jpg");
      assertThatThrownBy(set::train)
          .isInstanceOf(DataException.class)
          .hasMessage(root.resolve("train") + ": there is no such folder");
    }
  }

  @Test
  void test_annotated_isSortedByClassThenName() throws IOException {
    files.with("train/n2/images/n2_0.JPEG", "train/n1/images/n1_0.JPEG", "train/n1/n1_boxes.txt");
    files.with("val/images/val_0.JPEG", "val/images/val_1.JPEG", "val/images/val_10.JPEG");
    Files.writeString(
        root.resolve("val/val_annotations.txt"),
        "val_0.JPEG\tn2\t0\t0\t1\t1\nval_10.JPEG\tn1\t0\t0\t1\t1\nval_1.JPEG\tn1\t0\t0\t1\t1\n");
    try (ImageSet set = open()) {
      assertThat(files.labelled(set.train()))
          .containsExactly("0 train/n1/images/n1_0.JPEG", "1 train/n2/images/n2_0.JPEG");
      assertThat(files.labelled(set.test()))
          .containsExactly(
              "0 val/images/val_1.JPEG", "0 val/images/val_10.JPEG", "1 val/images/val_0.JPEG");
    }
  }

  @Test
  void open_badAnnotation_namesFileAndLine() throws IOException {
    files.with("train/n1/1.jpg", "train/n2/1.jpg", "val/images/val_0.JPEG");
    Path annotations = root.resolve("val/val_annotations.txt");
    Files.writeString(annotations, "val_0.JPEG\tn2\nval_1.JPEG n1\n");
    refused(
        annotations
            + ": line 2: expected a file's name, a tab and its class, found 'val_1.JPEG n1'");
    Files.writeString(annotations, "");
    refused(annotations + ": is empty, expected a line an image");
  }

  @Test
  void open_noClassFolders_saysWhatIsExpected() throws IOException {
    refused(
        root
            + " holds no class folders: expected train/CLASS/ and val/CLASS/ with images in "
            + root
            + " or "
            + root.resolve("things-2"));
    files.with("train/1.jpg", "train/2.jpg");
    refused(
        root.resolve("train")
            + " holds no class folders: expected a folder a class, with its images in it");
  }

  @Test
  void open_noFolder_saysSo() {
    Path nowhere = root.resolve("nowhere");
    assertThatThrownBy(() -> ImageSet.open(KIND, DataSource.of("things", Optional.of(nowhere))))
        .isInstanceOf(DataException.class)
        .hasMessage("data path " + nowhere + " does not exist");
    assertThatThrownBy(() -> ImageSet.open(KIND, DataSource.of("things", Optional.empty())))
        .isInstanceOf(DataException.class)
        .hasMessage("things is read from files: name their folder with --data_path");
  }

  @Test
  void open_oneClass_isRefused() throws IOException {
    files.with("train/cat/1.jpg");
    refused(root.resolve("train") + " holds one class only (cat), expected two at least");
  }

  @Test
  void open_classNameOfTwoLines_isRefused() throws IOException {
    files.with("train/a/1.jpg", "train/b\nc/1.jpg");
    refused(
        root.resolve("train")
            + ": the class name 'b\\u000ac' has a line break or another control character:"
            + " rename the folder");
  }

  @Test
  void open_annotatedClassWithAControlCharacter_isRefused() throws IOException {
    files.with("val/images/1.jpg", "val/images/2.jpg");
    Files.writeString(root.resolve("val/val_annotations.txt"), "1.jpg\ta\n2.jpg\tb\u2028c\n");
    refused(
        root.resolve("val")
            + ": the class name 'b\\u2028c' has a line break or another control character:"
            + " rename the folder");
  }

  @Test
  void open_differentClasses_areNamed() throws IOException {
    files.with("train/a/1.jpg", "train/b/1.jpg", "train/c/1.jpg", "train/d/1.jpg");
    files.with("val/a/1.jpg", "val/e/1.jpg");
    refused(
        "train and val have different classes: "
            + root.resolve("val")
            + " has no b and 2 others; "
            + root.resolve("train")
            + " has no e");
  }

  @Test
  void train_emptyClass_isNamed() throws IOException {
    files.with("train/a/1.jpg", "train/b/1.txt");
    try (ImageSet set = open()) {
      assertThatThrownBy(set::train)
          .isInstanceOf(DataException.class)
          .hasMessage(
              root.resolve("train/b")
                  + " holds no images: expected files whose names end in .jpg, .jpeg, .png, .ppm,"
                  + " .bmp, .pgm, .tif, .tiff, .webp");
    }
  }

  @Test
  void train_linkBackToAFolderAbove_isRefused() throws IOException {
    files.with("train/a/1.jpg", "train/b/1.jpg");
    Path loop = Files.createSymbolicLink(root.resolve("train/b/loop"), root.resolve("train/b"));
    try (ImageSet set = open()) {
      assertThatThrownBy(set::train)
          .isInstanceOf(DataException.class)
          .hasMessage(loop + " is a link to a folder that it lies in: files without end");
    }
  }

  @Test
  void train_linkToAClassFolder_isFollowed() throws IOException {
    files.with("train/a/1.jpg", "elsewhere/7.jpg");
    Files.createSymbolicLink(root.resolve("train/b"), root.resolve("elsewhere"));
    try (ImageSet set = open()) {
      assertThat(files.labelled(set.train())).containsExactly("0 train/a/1.jpg", "1 train/b/7.jpg");
    }
  }

  @Test
  void train_whatIsNoRegularFile_isNoImage() throws Exception {
    files.with("train/a/1.jpg", "train/b/1.jpg", "train/b/folder.jpg/2.jpg", "train/c.png/1.jpg");
    Process made =
        new ProcessBuilder("mkfifo", root.resolve("train/a/pipe.jpg").toString()).start();
    assumeTrue(made.waitFor() == 0);
    try (ImageSet set = open()) {
      // Folders are folders, whatever their names, as for torchvision.
      assertThat(files.labelled(set.train()))
          .containsExactly(
              "0 train/a/1.jpg",
              "1 train/b/1.jpg",
              "1 train/b/folder.jpg/2.jpg",
              "2 train/c.png/1.jpg");
      assertThat(set.unreadable()).isEmpty();
      assertThat(set.remarks().get(0)).contains(": 1 file skipped").endsWith("a/pipe.jpg");
    }
  }

  @Test
  void train_linksThatLeadNowhere_areKnownToBeUnreadable() throws IOException {
    files.with("train/a/1.jpg", "train/b/1.jpg");
    Path gone = Files.createSymbolicLink(root.resolve("train/a/0.jpg"), root.resolve("gone"));
    try (ImageSet set = open()) {
      assertThat(set.train().size()).isEqualTo(3);
      assertThat(set.unreadable())
          .containsExactly(gone + ": cannot be read: no such file or folder");
    }
    Path loop = root.resolve("train/b/loop.jpg");
    Files.createSymbolicLink(loop, loop);
    try (ImageSet set = open()) {
      set.train();
      assertThat(set.unreadable().get(0)).endsWith(" (and 1 other image cannot be read)");
    }
  }

  @Test
  void train_formatsThatAreNotDecoded_areKnownBeforeTheFirstStep() throws IOException {
    files.with("train/a/1.jpg", "train/b/1.jpg");
    Files.write(root.resolve("train/a/2.webp"), "RIFF....WEBPVP8 ".getBytes(US_ASCII));
    Files.write(root.resolve("train/b/2.ppm"), "P3 1 1 255 1 2 3".getBytes(US_ASCII));
    Files.write(root.resolve("train/b/3.ppm"), "P6 1 1 255\nabc".getBytes(US_ASCII));
    try (ImageSet set = open()) {
      set.train();
      assertThat(set.unreadable())
          .containsExactly(
              root.resolve("train/a/2.webp")
                  + ": WebP is not supported: convert it to PNG (and 1 other image cannot be read)");
      assertThatThrownBy(() -> BadImages.STOP.accept(set))
          .isInstanceOf(DataException.class)
          .hasMessageStartingWith(root.resolve("train/a/2.webp") + ": WebP is not supported")
          .hasMessageEndingWith("--on_bad_image substitute uses other images instead");
      BadImages.SUBSTITUTE.accept(set);
      assertThat(set.remarks().get(0)).endsWith("; other images take their place");
    }
  }

  @Test
  void train_whatSystemsLeave_isPassedOverAndCounted() throws IOException {
    files.with("train/a/1.jpg", "train/b/1.jpg", "train/@eaDir/a/1.jpg", "train/__MACOSX/b/1.jpg");
    files.with("train/a/@eaDir/1.jpg/thumb.jpg", "train/a/._1.jpg", "train/b/Thumbs.db");
    try (ImageSet set = open()) {
      assertThat(set.info().classNames()).containsExactly("a", "b");
      assertThat(files.labelled(set.train())).containsExactly("0 train/a/1.jpg", "1 train/b/1.jpg");
      assertThat(set.remarks().get(0))
          .contains(": 5 files skipped (hidden, not images, or in no class folder): ");
    }
  }

  /** ImageFolder does not see them either, and says nothing. */
  @Test
  void remarks_imagesBesideTheClassFolders_areSkippedAndCounted() throws IOException {
    files.with("train/a/1.jpg", "train/b/1.jpg", "train/3.png", "train/2.jpg");
    files.with("val/images/1.jpg", "val/images/2.jpg", "val/3.jpg");
    Files.writeString(root.resolve("val/val_annotations.txt"), "1.jpg\ta\n2.jpg\tb\n");
    try (ImageSet set = open()) {
      assertThat(files.labelled(set.train())).containsExactly("0 train/a/1.jpg", "1 train/b/1.jpg");
      assertThat(set.test().size()).isEqualTo(2);
      assertThat(set.remarks())
          .containsExactly(
              root.resolve("train")
                  + ": 2 files skipped (hidden, not images, or in no class folder): 2.jpg and another",
              root.resolve("val")
                  + ": 1 file skipped (hidden, not an image, or in no class folder): 3.jpg");
    }
  }

  @Test
  void test_annotatedAndSortedIntoFolders_isRead() throws IOException {
    files.with("val/n1/images/val_1.JPEG", "val/n2/images/val_0.JPEG");
    Files.writeString(root.resolve("val/val_annotations.txt"), "val_0.JPEG\tn2\nval_1.JPEG\tn1\n");
    Files.createDirectories(root.resolve("val/images"));
    try (ImageSet set = open()) {
      assertThat(set.info().classNames()).containsExactly("n1", "n2");
      assertThat(files.labelled(set.test()))
          .containsExactly("0 val/n1/images/val_1.JPEG", "1 val/n2/images/val_0.JPEG");
    }
  }

  @Test
  void test_annotationWithoutItsFile_isKnownToBeUnreadable() throws IOException {
    files.with("val/images/1.jpg", "val/images/3.jpg");
    Files.writeString(root.resolve("val/val_annotations.txt"), "1.jpg\ta\n2.jpg\tb\n");
    try (ImageSet set = open()) {
      set.test();
      assertThat(set.unreadable())
          .containsExactly(
              root.resolve("val/images/2.jpg") + ": is annotated, but there is no such file");
      assertThat(set.remarks().get(0)).contains(": 1 file skipped").endsWith("images/3.jpg");
    }
  }

  @Test
  void test_annotationInAnotherUnicodeForm_isItsFile() throws IOException {
    assumeNamesAreUtf8();
    files.with("val/images/e\u0301.jpg", "val/images/o.jpg");
    Files.writeString(root.resolve("val/val_annotations.txt"), "\u00e9.jpg\ta\no.jpg\tb\n");
    try (ImageSet set = open()) {
      assertThat(files.labelled(set.test()))
          .containsExactly("0 val/images/e\u0301.jpg", "1 val/images/o.jpg");
      assertThat(set.unreadable()).isEmpty();
    }
  }

  @Test
  void open_classesInAnotherUnicodeForm_areTheSame() throws IOException {
    assumeNamesAreUtf8();
    files.with("train/a\u0301/1.jpg", "train/b/1.jpg", "val/\u00e1/1.jpg", "val/b/1.jpg");
    // The composed letter comes after b, the letter with its accent before.
    refused(
        root.resolve("train")
            + " and "
            + root.resolve("val")
            + " have the same classes, but write their names in different Unicode forms, which"
            + " come in different orders: rename those of one, for instance with"
            + " 'convmv -f utf8 -t utf8 --nfc --notest'");
    Files.move(root.resolve("train/b"), root.resolve("train/B"));
    Files.move(root.resolve("val/b"), root.resolve("val/B"));
    try (ImageSet set = open()) {
      assertThat(set.test().label(1)).isEqualTo(1);
    }
  }

  @Test
  void train_nameThatIsNotUtf8_isNamedByItsBytes() throws Exception {
    files.with("train/a/1.jpg", "train/b/1.jpg");
    Process made =
        new ProcessBuilder("sh", "-c", ": > \"$(printf 'train/a/b\\344d.jpg')\"")
            .directory(root.toFile())
            .start();
    assumeTrue(made.waitFor() == 0);
    try (ImageSet set = open()) {
      assertThatThrownBy(set::train)
          .isInstanceOf(DataException.class)
          .hasMessage(
              root.resolve("train/a")
                  + "/b\\xE4d.jpg: the name is not UTF-8: rename it, for instance with"
                  + " 'convmv -f latin1 -t utf8 --notest -r FOLDER'");
    }
  }

  private static void assumeNamesAreUtf8() {
    assumeTrue("UTF-8".equalsIgnoreCase(System.getProperty("sun.jnu.encoding")));
  }

  private void refused(String message) {
    assertThatThrownBy(this::open).isInstanceOf(DataException.class).hasMessage(message);
  }

  private ImageSet open() throws IOException {
    return ImageSet.open(KIND, source());
  }

  private DataSource source() {
    return DataSource.of("things", Optional.of(root));
  }
}
