package org.brixianode.study;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StatusCodeTest {

    @ParameterizedTest
    @CsvSource({
        "0,0x0000",
        "0xA700,0xA700",
        "0x0110,0x0110",
        "0x0124,0x0124",
        "0x0210,0x0210",
        "0x0211,0x0211",
        "0x0212,0x0212",
        "0x0213,0x0213",
        "532,HTTP 532",
        "302,HTTP 302",
        "401,HTTP 401",
        "503,HTTP 503",
        "599,HTTP 599",
        "600,0x0258",
        "65536,HL7 0",
        "65743,HL7 207",
    })
    void theStatusesOfTheProtocolsAreToldApart(String code, String shown) {
        assertThat(StatusCode.text(Integer.decode(code))).isEqualTo(shown);
    }
}
