package org.recu.data.cifar;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.recu.data.DataException;
import org.recu.data.DataFile;
import org.recu.data.Dataset;
import org.recu.data.DatasetInfo;
import org.recu.data.Mapping;
import org.recu.data.PadCropMirror;
import org.recu.data.Pixels;
import org.recu.data.Split;
import org.recu.data.Unchanged;

/** CIFAR-10 or CIFAR-100, read from the files as distributed. */
public final class CifarDataset implements Dataset<Pixels> {
  private static final int PADDING = 4;

  private final DatasetInfo info;
  private final CifarSearch search;

  private CifarDataset(DatasetInfo info, CifarSearch search) {
    this.info = info;
    this.search = search;
  }

  /**
   * Opens a set.
   *
   * @param versions layouts it may have, the preferred one first
   * @param dataPath folder of the files, or one that holds it
   * @throws DataException if dataPath is empty or not a folder
   */
  public static CifarDataset open(
      DatasetInfo info, List<CifarVersion> versions, Optional<Path> dataPath) throws DataException {
    String name = info.name();
    if (dataPath.isEmpty()) {
      throw new DataException(
          name
              + " is read from files: name their folder with --data_path, or get them with: "
              + CifarSearch.download(name, Path.of("D")));
    }
    Path folder = dataPath.get();
    if (!Files.isDirectory(folder)) {
      throw new DataException(
          "data path "
              + folder
              + (Files.exists(folder) ? " is not a folder" : " does not exist")
              + "; get "
              + name
              + " with: "
              + CifarSearch.download(name, folder));
    }
    return new CifarDataset(info, new CifarSearch(name, List.copyOf(versions), folder));
  }

  @Override
  public DatasetInfo info() {
    return info;
  }

  @Override
  public Split<Pixels> train() throws IOException {
    return read("training", CifarVersion::train);
  }

  @Override
  public Split<Pixels> test() throws IOException {
    return read("test", CifarVersion::test);
  }

  private Split<Pixels> read(String half, Function<CifarVersion, CifarFiles> files)
      throws IOException {
    CifarSearch.Found found = search.find(half, files);
    CifarFiles wanted = found.files();
    CifarImages images = new CifarImages(wanted.records(), info.classes());
    int first = 0;
    for (String name : wanted.names()) {
      DataFile file = new DataFile(found.folder().resolve(name));
      found.reader().read(file, wanted.recordsEach(), images, first);
      first += wanted.recordsEach();
    }
    return images.split();
  }

  @Override
  public Mapping<Pixels> augmented() {
    return new PadCropMirror(info.imageSize(), PADDING);
  }

  @Override
  public Mapping<Pixels> plain() {
    return new Unchanged(info.imageSize());
  }
}
