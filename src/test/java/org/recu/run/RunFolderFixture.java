package org.recu.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A run's folder with the files that this program writes, their content hard-coded here.
 *
 * @param folder of the run
 */
public record RunFolderFixture(Path folder) {

  /** When each of the files was last written. */
  public static final Instant WRITTEN = Instant.parse("2026-11-23T14:05:09Z");

  /**
   * A folder with an opened log and a config of resnet20_1w1a on cifar10 for {@code epochs} epochs.
   */
  public static RunFolderFixture of(Path folder, int epochs) throws IOException {
    Files.createDirectories(folder);
    RunFolderFixture fixture = new RunFolderFixture(folder);
    fixture.write(
        "config.json",
        """
        {"model": "resnet20_1w1a", "dataset": "cifar10", "epochs": %d, "seed": 7, "lr": 0.1,
         "versions": {"recu": "1", "tensorflow": "2", "java": "17"},
         "machine": {"os": "Linux", "arch": "amd64", "processors": 2, "cpu": "abacus"}}
        """
            .formatted(epochs));
    fixture.write("train.log", "2026-11-23 14:05:09  begins\n");
    fixture.write(".lock", "");
    return fixture;
  }

  /** Adds one finished epoch per accuracy, in percent. */
  public RunFolderFixture withTop1(double... accuracies) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (int epoch = 0; epoch < accuracies.length; epoch++) {
      lines.append(
          String.format(
              Locale.ROOT,
              "{\"epoch\":%d,\"train_loss\":2.5,\"train_top1\":30.0,\"train_top5\":80.0,"
                  + "\"val_loss\":2.25,\"val_top1\":%s,\"val_top5\":90.0,\"lr\":0.1,\"tau\":0.85,"
                  + "\"images_per_second\":650.0,\"data_wait\":0.01,\"seconds\":80.0}%n",
              epoch,
              accuracies[epoch]));
    }
    write("metrics.jsonl", lines.toString());
    return this;
  }

  /** Writes one of the run's files. */
  public void write(String name, String content) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, content);
    Files.setLastModifiedTime(file, FileTime.from(WRITTEN));
  }

  /** The lines of one of the run's files. */
  public List<String> read(String name) throws IOException {
    return Files.readAllLines(folder.resolve(name));
  }
}
