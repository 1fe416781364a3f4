package org.recu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Errors that a user sees when training on bad image folders. */
final class BadFoldersTest {

  @TempDir private Path place;
  private PhotoFolders photos;

  @BeforeEach
  void makePhotos() throws IOException {
    photos = new PhotoFolders(place.resolve("photos"));
    for (String folder : List.of("train/disc", "train/square", "val/disc", "val/square")) {
      photos.fill(folder, 1);
    }
  }

  @Test
  void train_noClassFolders_saysWhatIsExpected() throws IOException {
    Path empty = Files.createDirectory(place.resolve("empty"));
    for (String dataset : List.of("folder", "imagenet", "tinyimagenet")) {
      refused(dataset, empty)
          .names(empty + " holds no class folders: expected train/CLASS/ and val/CLASS/");
    }
    Files.createDirectories(empty.resolve("train"));
    refused("folder", empty).names(empty.resolve("train") + " holds no class folders");
  }

  @Test
  void train_noValidation_saysSo() throws IOException {
    Folders.delete(photos.file("val"));
    refused("folder").names(photos.file("val") + ": there is no such folder");
  }

  @Test
  void train_oneClass_isNamed() throws IOException {
    Folders.delete(photos.file("train/square"));
    Folders.delete(photos.file("val/square"));
    refused("folder").names(photos.file("train") + " holds one class only (disc)");
  }

  @Test
  void train_differentClasses_areNamed() throws IOException {
    photos.fill("train/star", 1);
    photos.fill("val/ring", 1);
    refused("folder")
        .names(
            "train and val have different classes",
            photos.file("val") + " has no star",
            photos.file("train") + " has no ring");
  }

  @Test
  void train_emptyClass_isNamed() throws IOException {
    Files.delete(photos.file("val/disc/p00.jpg"));
    refused("folder").names(photos.file("val/disc") + " holds no images", ".jpeg");
  }

  @Test
  void train_badAnnotations_namesTheLine() throws IOException {
    Folders.delete(photos.file("val"));
    photos.fill("val/images", 2);
    Files.writeString(photos.file("val/val_annotations.txt"), "p00.jpg\tdisc\np01.jpg\n");
    refused("tinyimagenet").names(photos.file("val/val_annotations.txt") + ": line 2", "p01.jpg");
  }

  @Test
  void train_networkForOtherSizes_namesBoth() throws IOException {
    refused("folder", photos.root(), "--image_size", "20", "--model", "vgg_small_1w1a")
        .names("vgg_small_1w1a", "20 pixels");
    refused("folder", photos.root(), "--image_size", "30", "--model", "resnet18_1w1a")
        .names("resnet18_1w1a", "30 pixels");
    refused("folder", photos.root(), "--model", "resnet20_1w1a")
        .names("resnet20_1w1a", "224 pixels");
  }

  @Test
  void train_firstImageUnreadable_isNamedAndNothingIsLost() throws IOException {
    Path bad = photos.file("train/disc/p00.jpg");
    Files.delete(bad);
    Files.createSymbolicLink(bad, place.resolve("gone.jpg"));
    List<String> words = new ArrayList<>(List.of(words("folder", photos.root())));
    words.addAll(List.of("--image_size", "32", "--model", "resnet20_1w1a", "-b", "1"));
    words.addAll(List.of("--no_shuffle"));
    Program program = Program.run(words.toArray(String[]::new));
    assertThat(program.exitCode()).isEqualTo(Recu.FAILED);
    assertThat(program.errLines())
        .singleElement()
        .isEqualTo(
            "recu: "
                + bad
                + ": cannot be read: no such file or folder; --on_bad_image substitute uses other"
                + " images instead");
  }

  @Test
  void train_optionsForOtherSets_areRefused() throws IOException {
    misused("--dataset shapes --use_dali").names("--use_dali: shapes has no image files");
    misused("--dataset shapes --image_size 64").names("--image_size: shapes has images of 32");
    misused("--dataset shapes --lighting 0.1").names("--lighting is only for imagenet and folder");
    misused("--dataset folder --data_path D --lighting 0.1 --use_dali").names("--lighting");
    misused("--dataset folder").names("--data_path is missing", "train/ and val/");
    misused("--dataset imagenet --data_path D --on_bad_image skip")
        .names("--on_bad_image: skip is not one of stop, substitute");
  }

  private Refusal misused(String line) throws IOException {
    return Refusal.of(Recu.MISUSED, place, ("train " + line).split(" ", -1));
  }

  private Refusal refused(String dataset) throws IOException {
    return refused(dataset, photos.root());
  }

  private Refusal refused(String dataset, Path path, String... more) throws IOException {
    List<String> words = new ArrayList<>(List.of(words(dataset, path)));
    words.addAll(List.of(more));
    return Refusal.of(Recu.FAILED, place, words.toArray(String[]::new));
  }

  private String[] words(String dataset, Path path) {
    return new String[] {
      "train",
      "--dataset",
      dataset,
      "--data_path",
      path.toString(),
      "--gpus",
      "cpu",
      "--results_dir",
      place.resolve("results").toString()
    };
  }
}
