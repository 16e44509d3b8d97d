package org.brixianode.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ResultNamesTest {

    private final ResultNames names = new ResultNames();

    private String of(String file) {
        return names.of(Path.of(file));
    }

    @Test
    void aNameIsTheFilesWithoutItsEnding() {
        assertThat(of("a/IM1.dcm")).isEqualTo("IM1");
        assertThat(of("a/1.2.840.5")).isEqualTo("1.2.840");
        assertThat(of("a/.hidden")).isEqualTo(".hidden");
    }

    @Test
    void filesOfTheSameNameInOtherFoldersGetNumbers() {
        assertThat(of("a/IM1.dcm")).isEqualTo("IM1");
        assertThat(of("b/IM1.dcm")).isEqualTo("IM1-2");
        assertThat(of("c/im1.png")).isEqualTo("im1-3");
    }

    @Test
    void aNumberThatAFileBearsItselfIsNotGivenAgain() {
        assertThat(of("a/IM1-2.dcm")).isEqualTo("IM1-2");
        assertThat(of("a/IM1.dcm")).isEqualTo("IM1");
        assertThat(of("b/IM1.dcm")).isEqualTo("IM1-3");
    }
}
