"""The made-up persons of the local registry, in families of one to four under one KK.

All serials begin with 9: no kecamatan ever registers 9,000 people of one birth date, so none
of these numbers can be a living person's.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple

from deploy.local.registry.models import Person

SERIAL = 9001
WOMAN = 40
KEPALA, ISTRI, ANAK, ORANG_TUA = "Kepala keluarga", "Istri", "Anak", "Orang tua"


class Member(NamedTuple):
    """One of a family; `asal` is the kecamatan of first registration if it was another one."""

    nama: str
    jenis_kelamin: Literal["L", "P"]
    lahir: date
    tempat: str
    hubungan: str
    asal: str = ""


class Family(NamedTuple):
    """People under one KK."""

    kode_wilayah: str
    alamat: str
    rt: str
    rw: str
    kk_sejak: date
    members: tuple[Member, ...]


FAMILIES = (
    Family("33.10.05.2011", "Dukuh Sawit Kidul", "003", "007", date(2016, 5, 12), (
        Member("Bagas Wirayuda", "L", date(1990, 2, 14), "Klaten", KEPALA),
        Member("Ratri Kinasihwati", "P", date(1992, 8, 3), "Klaten", ISTRI),
        Member("Gendhis Wirayuda", "P", date(2017, 11, 21), "Klaten", ANAK),
        Member("Lintang Wirayuda", "L", date(2021, 4, 9), "Klaten", ANAK),
    )),
    Family("33.10.05.2013", "Dukuh Ngrandu", "001", "002", date(2019, 1, 30), (
        Member("Suryo Panulisan", "L", date(1985, 6, 27), "Klaten", KEPALA),
        Member("Endah Panulisan", "P", date(1988, 12, 1), "Sukoharjo", ISTRI, "33.11.05"),
        Member("Damar Panulisan", "L", date(2012, 3, 17), "Klaten", ANAK),
    )),
    Family("33.10.24.1002", "Jalan Kenari Semu 8", "004", "005", date(2022, 9, 8), (
        Member("Niken Larasmaya", "P", date(2001, 1, 31), "Klaten", KEPALA),
    )),
    Family("33.10.05.2019", "Dukuh Pule Wetan", "002", "004", date(2014, 7, 19), (
        Member("Karto Sumarijan", "L", date(1958, 10, 10), "Klaten", KEPALA),
        Member("Sumirah Kartowati", "P", date(1961, 5, 5), "Klaten", ISTRI),
    )),
    Family("34.02.15.2004", "Dusun Kweni Anyar", "005", "000", date(2018, 2, 22), (
        Member("Aditya Wanabakti", "L", date(1987, 9, 30), "Bantul", KEPALA),
        Member("Sekar Wanabakti", "P", date(1990, 7, 7), "Bantul", ISTRI),
        Member("Arum Wanabakti", "P", date(2014, 2, 28), "Bantul", ANAK),
    )),
    Family("34.02.08.2004", "Dusun Gempolan Lor", "002", "000", date(2020, 11, 3), (
        Member("Wisnu Tirtaloka", "L", date(1996, 2, 29), "Bantul", KEPALA),
        Member("Maharani Tirtaloka", "P", date(1997, 10, 18), "Kulon Progo", ISTRI, "34.01.03"),
    )),
    Family("34.02.13.2001", "Dusun Karanganom Baru", "001", "000", date(2023, 3, 14), (
        Member("Panji Asmarawan", "L", date(2003, 12, 25), "Bantul", KEPALA),
    )),
    Family("64.02.06.1002", "Jalan Gunung Bayang 12", "014", "003", date(2015, 8, 26), (
        Member("Rahmad Mahakamsyah", "L", date(1983, 4, 4), "Tenggarong", KEPALA),
        Member("Noraini Mahakamsyah", "P", date(1986, 1, 15), "Samarinda", ISTRI, "64.72.01"),
        Member("Fikri Mahakamsyah", "L", date(2008, 6, 12), "Tenggarong", ANAK),
        Member("Zahra Mahakamsyah", "P", date(2013, 9, 2), "Tenggarong", ANAK),
    )),
    Family("64.02.06.1005", "Jalan Pesut Raya 3", "007", "001", date(2021, 6, 17), (
        Member("Yusran Etamdani", "L", date(1994, 11, 11), "Tenggarong", KEPALA),
        Member("Halimah Etamdani", "P", date(1995, 3, 23), "Tenggarong", ISTRI),
    )),
    Family("64.02.05.2005", "Jalan Pantai Limau 21", "009", "000", date(2017, 10, 5), (
        Member("Ambo Lautanseri", "L", date(1979, 7, 20), "Bontang", KEPALA, "64.74.01"),
    )),
    Family("31.71.01.1002", "Jalan Petojo Sunyi 15", "006", "009", date(2013, 4, 29), (
        Member("Leonard Sihalawan", "L", date(1981, 3, 8), "Medan", KEPALA, "12.71.01"),
        Member("Tiurma Sihalawan", "P", date(1984, 5, 16), "Jakarta", ISTRI),
        Member("Jonathan Sihalawan", "L", date(2011, 1, 6), "Jakarta", ANAK),
        Member("Ompu Sihalawan", "P", date(1949, 8, 17), "Tapanuli", ORANG_TUA, "12.02.01"),
    )),
    Family("31.74.01.1001", "Jalan Tebet Teduh 4", "002", "003", date(2019, 12, 12), (
        Member("Fadlan Ciliwungi", "L", date(1993, 10, 28), "Jakarta", KEPALA),
        Member("Anisa Ciliwungi", "P", date(1994, 4, 21), "Jakarta", ISTRI),
        Member("Rafa Ciliwungi", "L", date(2022, 2, 2), "Jakarta", ANAK),
    )),
    Family("32.76.01.1007", "Jalan Nusantara Fiktif 30", "010", "012", date(2016, 3, 3), (
        Member("Dede Situwangi", "L", date(1989, 6, 1), "Depok", KEPALA),
        Member("Euis Situwangi", "P", date(1991, 9, 9), "Bogor", ISTRI, "32.01.01"),
    )),
    Family("35.78.08.1002", "Jalan Mojo Rekaan 7", "003", "001", date(2020, 7, 24), (
        Member("Cahyo Brantasena", "L", date(1998, 5, 13), "Surabaya", KEPALA),
    )),
    Family("73.71.09.1002", "Jalan Panaikang Khayal 2", "001", "006", date(2018, 5, 31), (
        Member("Daeng Bantilangi", "L", date(1986, 12, 19), "Makassar", KEPALA),
        Member("Besse Bantilangi", "P", date(1989, 2, 11), "Makassar", ISTRI),
        Member("Andi Bantilangi", "L", date(2015, 7, 27), "Makassar", ANAK),
    )),
    Family("51.71.01.1001", "Jalan Sanur Angan 18", "000", "000", date(2022, 1, 20), (
        Member("Wayan Karangasih", "L", date(1999, 8, 8), "Denpasar", KEPALA),
        Member("Made Karangasih", "P", date(2000, 2, 29), "Denpasar", ISTRI),
    )),
    Family("91.71.01.1001", "Jalan Gurabesi Impian 5", "002", "002", date(2021, 10, 11), (
        Member("Yosep Cycloopa", "L", date(1992, 6, 15), "Jayapura", KEPALA),
        Member("Marta Cycloopa", "P", date(1995, 1, 26), "Biak", ISTRI, "91.06.01"),
    )),
)  # fmt: skip


def _number(kode: str, day: date, serial: int, woman: bool = False) -> str:
    """Return a NIK or KK of the code's kecamatan for a date of birth or issue."""
    area = kode.replace(".", "")[:6]
    return f"{area}{day.day + WOMAN * woman:02}{day:%m%y}{serial:04}"


def _person(family: Family, kk: str, serial: int, member: Member) -> Person:
    nik = _number(
        member.asal or family.kode_wilayah, member.lahir, serial, member.jenis_kelamin == "P"
    )
    return Person(
        nik=nik,
        kk=kk,
        nama=member.nama,
        jenis_kelamin=member.jenis_kelamin,
        tempat_lahir=member.tempat,
        tanggal_lahir=member.lahir,
        hubungan=member.hubungan,
        alamat=family.alamat,
        rt=family.rt,
        rw=family.rw,
        kode_wilayah=family.kode_wilayah,
    )


def _people(place: int, family: Family) -> list[Person]:
    kk = _number(family.kode_wilayah, family.kk_sejak, SERIAL + place)
    return [_person(family, kk, SERIAL + n, member) for n, member in enumerate(family.members)]


PERSONS: tuple[Person, ...] = tuple(
    person for place, family in enumerate(FAMILIES) for person in _people(place, family)
)
BY_NIK: dict[str, Person] = {person.nik: person for person in PERSONS}


def family_of(nik: str) -> list[Person]:
    """Return the other persons under the same KK, head first; KeyError for an unknown NIK."""
    kk = BY_NIK[nik].kk
    return [person for person in PERSONS if person.kk == kk and person.nik != nik]
