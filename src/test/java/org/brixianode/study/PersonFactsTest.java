package org.brixianode.study;

import static org.assertj.core.api.Assertions.assertThat;

import org.brixianode.study.PersonFacts.Fact;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PersonFactsTest {

    private static final String KEY = "c".repeat(64);

    private static PersonFacts facts(String name, String birthDate, String sex) {
        return PersonFacts.of(KEY, name, birthDate, sex);
    }

    @ParameterizedTest
    @CsvSource({
        "DOE^JOHN, Doe^John",
        "DOE^JOHN, DOE^JOHN^^^",
        "DOE^JOHN, DOE JOHN",
        "DOE^JOHN, JOHN^DOE",
        "DOE^JOHN, DOE^JOHN^ANDREW",
        "DOE^JOHN^A, DOE^JOHN^ANDREW",
        "DOE^J, DOE^JOHN",
        "DOE^JOHN^^DR^JR, DOE^JOHN",
        "DOE, DOE^JOHN",
        "'', DOE^JOHN",
        "Müller^Jörg, MUELLER^JOERG",
        "Müller^Jörg, MULLER^JORG",
        "Strauß^Eva, STRAUSS^EVA",
        "Núñez^José, NUNEZ^JOSE",
        "O'BRIEN^ANN, OBRIEN^ANN",
        "SMITH-JONES^ANN, SMITH JONES^ANN",
        "SMITH-JONES^ANN, SMITHJONES^ANN",
        "VAN DER BERG^JAN, VANDERBERG^JAN",
        "Yamada^Tarou=山田^太郎=やまだ^たろう, Yamada^Tarou",
        "Yamada^Tarou=山田^太郎, =山田^太郎=ヤマダ^タロウ",
        "Yamada^Tarou=山田^太郎=やまだ^たろう, YAMADA^TAROU=山田^太郎=ヤマダ^タロウ",
        "Yamada^Tarou, =山田^太郎"
    })
    void namesOfOnePerson(String one, String other) {
        assertThat(facts(one, "", "").contradictions(facts(other, "", ""))).isEmpty();
        assertThat(facts(other, "", "").contradictions(facts(one, "", ""))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "DOE^JOHN, ROE^MARY",
        "DOE^JOHN, DOE^JANE",
        "DOE^JOHN, ROE^JOHN",
        "DOE^J, DOE^MARY",
        "Yamada^Tarou=山田^太郎, Yamada^Tarou=山田^太朗",
        "=山田^太郎=かとう^じろう, =山田^太郎=がとう^じろう"
    })
    void namesOfTwoPersons(String one, String other) {
        assertThat(facts(one, "", "").contradictions(facts(other, "", "")))
                .containsExactly(Fact.NAME);
        assertThat(facts(other, "", "").contradictions(facts(one, "", "")))
                .containsExactly(Fact.NAME);
    }

    @Test
    void everyContradictionIsNamed() {
        assertThat(
                        facts("DOE^JOHN", "19400101", "M")
                                .contradictions(facts("ROE^MARY", "19850606", "F")))
                .containsExactly(Fact.NAME, Fact.BIRTH_DATE, Fact.SEX);
    }

    @ParameterizedTest
    @CsvSource({
        "19400101, M, '', ''",
        "19400101, M, 1940.01.01, M",
        "19400101, M, 00000000, O",
        "19400101, M, 1940, U"
    })
    void missingOrInvalidValuesDoNotContradict(
            String date, String sex, String otherDate, String otherSex) {
        assertThat(facts("", date, sex).contradictions(facts("", otherDate, otherSex))).isEmpty();
    }

    @Test
    void nothingCanBeReadAndOnePersonsCodesAreNotAnothers() {
        PersonFacts facts = facts("DOE^JOHN", "19400101", "M");
        assertThat(facts.toString()).doesNotContainIgnoringCase("doe").doesNotContain("1940");
        assertThat(PersonFacts.of("d".repeat(64), "DOE^JOHN", "19400101", "M").name())
                .isNotEqualTo(facts.name());
    }
}
