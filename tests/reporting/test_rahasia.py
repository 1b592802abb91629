"""An attacker with all public tables and a linear program learns no small count."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import partial
from random import Random

import numpy as np
import pytest
from scipy.optimize import linprog

from services.reporting.penghitung.models import Angka
from services.reporting.statistik import rules
from services.reporting.statistik.models import Bulanan, Rincian

PER = rules.akhir_bulan_lalu(date(2026, 11, 20))
DAYS = [PER - timedelta(days=61), PER]
FEW = range(1, rules.LANGKAH)
LEBAR = rules.LANGKAH - 1  # how wide the attacker's interval must stay
DIMENSI = {"keperluan": 4, "lama": 3, "umur": 9, "pendidikan": 5, "pekerjaan": 12, "asal": 6}
Kunci = tuple[str, ...]


@dataclass
class Serangan:
    """What an attacker writes down: unknown counts, and between what their sums lie."""

    place: dict[Kunci, int] = field(default_factory=dict)
    rows: list[tuple[list[tuple[int, int]], float, float]] = field(default_factory=list)

    def know(self, terms: list[tuple[Kunci, int]], low: float, high: float) -> None:
        """Note that low ≤ Σ factor · count ≤ high."""
        named = [(self.place.setdefault(key, len(self.place)), sign) for key, sign in terms]
        self.rows.append((named, low, high))

    def interval(self, key: Kunci) -> tuple[float, float]:
        """Return the least and the greatest count that agrees with everything known."""
        found = [self._solve(key, sign) for sign in (1, -1)]
        return found[0], -found[1]

    def _solve(self, key: Kunci, sign: int) -> float:
        matrix = np.zeros((2 * len(self.rows), len(self.place)))
        bounds = np.zeros(2 * len(self.rows))
        for n, (terms, low, high) in enumerate(self.rows):
            for place, factor in terms:
                matrix[2 * n, place] += factor
                matrix[2 * n + 1, place] -= factor
            bounds[2 * n : 2 * n + 2] = high, -low
        goal = np.zeros(len(self.place))
        goal[self.place[key]] = sign
        found = linprog(goal, A_ub=matrix, b_ub=bounds, bounds=(0, None), method="highs")
        assert found.status == 0, found.message
        return float(found.fun)


@dataclass
class Dunia:
    """True counts of two regencies of a province, small as they are in most kecamatan."""

    kecamatan: dict[str, list[Angka]]
    rincian: dict[tuple[str, str], dict[str, int]]
    fase: dict[str, int]

    @property
    def kabupaten(self) -> list[str]:
        """Return the regencies."""
        return sorted(self.fase)

    def kecamatan_of(self, kabupaten: str) -> list[str]:
        """Return a regency's kecamatan in their order."""
        return sorted(kode for kode in self.kecamatan if kode.startswith(kabupaten))


def dunia(random: Random) -> Dunia:
    """Return made-up counts: every dimension adds up to the regency's people of the last day."""
    few = (0, 0, 0, 1, 1, 2, 3, 4, 5, 9)
    kecamatan = {
        f"34.0{n}.0{m}": [
            Angka(random.choice(few), random.choice(few)) for _ in DAYS
        ]
        for n in (1, 2)
        for m in range(1, 5)
    }  # fmt: skip
    rincian = {}
    for kode in ("34.01", "34.02"):
        total = sum(a[-1].jumlah for k, a in kecamatan.items() if k.startswith(kode))
        for dimensi, size in DIMENSI.items():
            nilai = {f"{n:02}": 0 for n in range(size)}
            for _ in range(total):
                nilai[random.choice(list(nilai))] += 1
            rincian[kode, dimensi] = nilai
    return Dunia(kecamatan, rincian, {"34.01": random.randrange(5), "34.02": random.randrange(5)})


def terms_of(satu: Dunia, key: Kunci) -> list[tuple[Kunci, int]]:
    """Return the unknown counts that a published cell is the sum of."""
    if len(key) == 3 and key[1] in DIMENSI:
        return [((k, *key[1:]), 1) for k in satu.kabupaten if k.startswith(key[0])]
    kode, day, *sex = key
    return [
        ((kecamatan, day, each), 1)
        for kecamatan in satu.kecamatan
        if kecamatan.startswith(kode)
        for each in sex or "LP"
    ]


def truth_of(satu: Dunia) -> dict[Kunci, int]:
    """Return the true count of every cell that is published, of every level."""
    found = {}
    for kode in ("", "34", *satu.kabupaten, *satu.kecamatan):
        for n, day in enumerate(DAYS):
            inside = [a[n] for k, a in satu.kecamatan.items() if k.startswith(kode)]
            found[kode, str(day), "L"] = sum(a.laki_laki for a in inside)
            found[kode, str(day), "P"] = sum(a.perempuan for a in inside)
            found[kode, str(day)] = sum(a.jumlah for a in inside)
    for (_, dimensi), nilai in satu.rincian.items():
        for kode in ("", "34", *satu.kabupaten):
            for name in nilai:
                found[kode, dimensi, name] = sum(
                    each[name]
                    for (k, d), each in satu.rincian.items()
                    if d == dimensi and k.startswith(kode)
                )
    return found


def same_people(satu: Dunia, attack: Serangan) -> None:
    """Tell the attacker that every dimension counts the same people as the last day's table."""
    for kode in satu.kabupaten:
        people = [(key, -1) for key, _ in terms_of(satu, (kode, str(PER)))]
        for dimensi in DIMENSI:
            cells = [((kode, dimensi, name), 1) for name in satu.rincian[kode, dimensi]]
            attack.know([*cells, *people], 0, 0)


def on_published(satu: Dunia, *, begins: bool = False) -> Serangan:
    """Attack what we publish, knowing the method; where the rounding begins, if `begins`."""
    attack = Serangan()
    bulanan = {(b.kode, str(b.per)): b for b in rules.bulanan_of(satu.kecamatan, DAYS, satu.fase)}
    rincian = {r[:3]: r for r in rules.rincian_of(satu.rincian, satu.fase)}
    for kode in satu.kabupaten:
        fase = ("fase", kode)
        known = satu.fase[kode]
        attack.know([(fase, 1)], known if begins else 0, known if begins else LEBAR)
        for day in map(str, DAYS):
            cells = []
            for kecamatan in satu.kecamatan_of(kode):
                public = bulanan.get((kecamatan, day))
                angka = public.angka if public else Angka(0, 0)
                cells += [((kecamatan, day, "L"), angka[0]), ((kecamatan, day, "P"), angka[1])]
            _running(attack, cells, fase)
        for dimensi in DIMENSI:
            names = sorted(satu.rincian[kode, dimensi])
            _running(
                attack, [(k := (kode, dimensi, n), _jumlah(rincian.get(k))) for n in names], fase
            )
    same_people(satu, attack)
    _all_levels(satu, attack, bulanan, rincian)
    return attack


def _running(attack: Serangan, cells: list[tuple[Kunci, int]], fase: Kunci) -> None:
    """Note between which bounds each running total lies."""
    terms = [(fase, 1)]
    total = 0
    for key, public in cells:
        terms.append((key, 1))
        total += public
        attack.know(list(terms), total, total + LEBAR)


def _jumlah(found: Rincian | None) -> int:
    return found.jumlah if found else 0


def _all_levels(
    satu: Dunia, attack: Serangan, bulanan: dict[Kunci, Bulanan], rincian: dict[Kunci, Rincian]
) -> None:
    """Add the tables of all levels: each cell is off by less than 5 for each summand."""
    for key in truth_of(satu):
        if key[1] in DIMENSI:
            public = _jumlah(rincian.get(key))
        else:
            found = bulanan.get(key[:2])
            angka = found.angka if found else Angka(0, 0)
            public = angka.jumlah if len(key) == 2 else angka["LP".index(key[2])]
        terms = terms_of(satu, key)
        attack.know(terms, public - LEBAR * len(terms), public + LEBAR * len(terms))


def on_hidden(satu: Dunia) -> Serangan:
    """Attack exact tables of which only the cells below 5 are left out."""
    attack = Serangan()
    for key, true in truth_of(satu).items():
        low, high = (1, LEBAR) if true in FEW else (true, true)
        attack.know(terms_of(satu, key), low, high)
    same_people(satu, attack)
    return attack


def on_rounded(satu: Dunia) -> Serangan:
    """Attack tables of which each cell is rounded by itself to the next multiple of 5."""
    attack = Serangan()
    for key, true in truth_of(satu).items():
        public = rules.LANGKAH * round(true / rules.LANGKAH)
        attack.know(terms_of(satu, key), public - 2, public + 2)
    same_people(satu, attack)
    return attack


@pytest.fixture
def every_word(monkeypatch: pytest.MonkeyPatch) -> None:
    """Give the attacker even the rare words that are not published apart."""
    monkeypatch.setattr(rules, "KATA_PALING_SEDIKIT", 0)


def exposed(attack_of: Callable[[Dunia], Serangan], satu: Dunia) -> list[tuple[Kunci, int]]:
    """Return the small true counts of which the attacker's interval is narrower than promised."""
    attack, truth = attack_of(satu), truth_of(satu)
    found = []
    for key in attack.place:
        if truth.get(key) not in FEW:
            continue
        low, high = attack.interval(key)
        assert low - 1e-6 <= truth[key] <= high + 1e-6, "the attack is wrong about what it knows"
        if high - low < LEBAR - 1e-6:
            found.append((key, truth[key]))
    return found


@pytest.mark.usefixtures("every_word")
@pytest.mark.parametrize("seed", range(3))
def test_no_small_count_can_be_recovered_from_all_published_tables(seed: int) -> None:
    satu = dunia(Random(seed))
    assert any(true in FEW for true in truth_of(satu).values())
    assert exposed(on_published, satu) == []


def test_the_same_attack_recovers_what_is_only_hidden_or_rounded_cell_by_cell() -> None:
    satu = dunia(Random(0))
    assert exposed(on_hidden, satu)
    assert exposed(on_rounded, satu)


@pytest.mark.usefixtures("every_word")
def test_where_the_rounding_begins_must_be_secret() -> None:
    assert exposed(partial(on_published, begins=True), dunia(Random(0)))


@pytest.mark.usefixtures("every_word")
def test_public_tables_add_up_and_are_near_the_truth() -> None:
    satu = dunia(Random(7))
    public = {(b.kode, b.per): b.angka for b in rules.bulanan_of(satu.kecamatan, DAYS, satu.fase)}
    for kode in satu.kabupaten:
        total = public[kode, PER].jumlah
        assert abs(total - truth_of(satu)[kode, str(PER)]) < rules.LANGKAH
        parts = [public.get((k, PER), Angka(0, 0)).jumlah for k in satu.kecamatan_of(kode)]
        assert sum(parts) == total
        for dimensi in DIMENSI:
            cells = rules.rincian_of({(kode, dimensi): satu.rincian[kode, dimensi]}, satu.fase)
            assert sum(cell.jumlah for cell in cells if cell.kode == kode) == total


def test_rounding_is_fair() -> None:
    """Over all beginnings a count of n is published as n on average."""
    for n in range(12):
        assert sum(rules.bulatkan([3, n], fase)[1] for fase in range(5)) == 5 * n


def test_a_rare_word_is_no_line_of_its_own() -> None:
    nilai = {"PELAJAR": 40, "PENDETA": 5}
    found = rules.rincian_of({("34.02", "pekerjaan"): nilai}, {"34.02": 0})
    assert {(row.nilai, row.jumlah) for row in found if row.kode == "34"} == {
        ("PELAJAR", 40),
        ("", 5),
    }
