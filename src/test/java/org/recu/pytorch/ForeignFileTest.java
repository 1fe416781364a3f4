package org.recu.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that hold no weights are called what they are. */
final class ForeignFileTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "f.pth | '\n <!DOCTYPE html><html>' | is an HTML page, expected a PyTorch file: the download was"
            + " answered with a web page",
        "f.pth | '\u00ef\u00bb\u00bf<HTML>' | is an HTML page",
        "f.pth | '<?xml version=\"1.0\"?><Error/>' | is an XML document",
        "f.pth | 'version https://git-lfs.github.com/spec/v1\noid' | is a Git LFS pointer, expected a"
            + " PyTorch file: run git lfs pull for the file itself",
        "f.h5 | '\u0089HDF\r\n\u001a\n\u0000' | is an HDF5 file, as Keras writes",
        "f.onnx | '\b\b\u0012\u0007pytorch' | is an ONNX model",
        "unnamed | '\b\u0007\u0012\u0007pytorch' | is an ONNX model",
        "saved_model.pb | 'any' | is the saved_model.pb of a SavedModel: give its folder",
        "renamed.pth | '\b\u0001\u0012\u0005abcde' | is the saved_model.pb of a SavedModel",
        "f.tflite | '\u001c\u0000\u0000\u0000TFL3' | is a TensorFlow Lite model",
        "f.pth.gz | '\u001f\u008b\b\u0000' | is compressed with gzip, expected a PyTorch file: unpack it"
            + " first",
        "f.npy | '\u0093NUMPY' | is an array of numpy.save",
        "f.gguf | 'GGUF' | is a GGUF model",
        "f.png | '\u0089PNG\r\n' | is a PNG image",
        "f.zip | 'PK\u0005\u0006' | is an empty zip",
        "f.pth | '{\"message\": \"Not found\"}' | is no PyTorch file: expected a zip or a pickle, found"
            + " bytes 7b 22 6d 65 (the text \"{\"message\": \"Not found\"}\")",
        "f.pth | '\u0001\u0002' | is no PyTorch file: expected a zip or a pickle, found bytes 01 02",
      })
  void read_otherKind_isNamed(String name, String content, String message) throws IOException {
    Path file = Files.write(folder.resolve(name), content.getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> PyTorchFile.read(file))
        .isInstanceOf(PyTorchException.class)
        .hasMessageStartingWith(file + ": " + message)
        .satisfies(e -> assertThat(e.getMessage()).hasLineCount(1));
  }

  @Test
  void read_tar_isNamedWhateverItsEnding() throws IOException {
    byte[] block = new byte[1024];
    byte[] mark = "ustar".getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(mark, 0, block, 257, mark.length);
    Arrays.fill(block, 0, 9, (byte) 'n');
    Path file = Files.write(folder.resolve("model.pth.tar"), block);
    assertThatThrownBy(() -> PyTorchFile.read(file))
        .hasMessage(file + ": is a tar archive, expected a PyTorch file: unpack it first");
  }

  /** Opening a pipe that nobody writes to would wait for ever. */
  @Test
  @Timeout(30)
  void read_pipe_isRefusedAtOnce() throws IOException, InterruptedException {
    Path pipe = folder.resolve("pipe.pth");
    int made = new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
    assumeThat(made).isZero();
    assertThatThrownBy(() -> PyTorchFile.read(pipe))
        .isInstanceOf(PyTorchException.class)
        .hasMessageStartingWith(pipe + ": is a pipe or a device, expected a PyTorch file");
  }

  @Test
  void read_folderOrNothing_isRefused() {
    assertThatThrownBy(() -> PyTorchFile.read(folder))
        .hasMessage(folder + ": is a folder, expected a PyTorch file");
    assertThatThrownBy(() -> PyTorchFile.read(folder.resolve("none")))
        .isInstanceOf(NoSuchFileException.class);
  }
}
