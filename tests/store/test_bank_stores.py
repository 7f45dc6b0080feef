import pytest
from builders import CONTEST, make_bank, make_digest, make_keys, make_question

from chalicelib.contest.errors import DigestMismatchError
from chalicelib.contest.ids import ContestId
from chalicelib.contest.questions import QuestionBank
from chalicelib.store import items, keys
from chalicelib.store.banks import BankTable
from chalicelib.store.dynamodb import ItemTable

OTHER = ContestId("another")


def test_a_bank_is_read_back_in_its_own_order(stores):
    bank = make_bank([make_question(number) for number in (12, 3, 7, *range(20, 60))])
    digest = stores.banks.put_bank(CONTEST, bank)
    assert digest == bank.digest()
    assert stores.banks.get_bank(CONTEST, digest) == bank


def test_a_bank_put_again_is_the_same_bank(stores):
    bank = make_bank()
    assert stores.banks.put_bank(CONTEST, bank) == stores.banks.put_bank(CONTEST, bank)
    assert stores.banks.get_bank(CONTEST, bank.digest()) == bank


def test_an_empty_bank_is_a_bank(stores):
    bank = QuestionBank(questions=())
    assert stores.banks.get_bank(CONTEST, stores.banks.put_bank(CONTEST, bank)) == bank


def test_a_bank_that_was_not_put_is_none(stores):
    digest = stores.banks.put_bank(CONTEST, make_bank())
    assert stores.banks.get_bank(CONTEST, make_digest("other")) is None
    assert stores.banks.get_bank(OTHER, digest) is None


def test_keys_are_read_back_under_their_bank(stores):
    answer_keys = make_keys(make_bank(60))
    stores.keys.put_keys(CONTEST, answer_keys)
    assert stores.keys.get_keys(CONTEST, answer_keys.bank) == answer_keys
    assert stores.keys.get_keys(OTHER, answer_keys.bank) is None


def test_other_keys_of_a_bank_replace_the_earlier_ones(stores):
    bank = make_bank()
    stores.keys.put_keys(CONTEST, make_keys(bank, right="a"))
    stores.keys.put_keys(CONTEST, make_keys(bank, right="b"))
    assert stores.keys.get_keys(CONTEST, bank.digest()) == make_keys(bank, right="b")


def test_a_bank_whose_writing_broke_off_is_not_there_until_it_is_written_again(clients):
    bank, table = make_bank(), ItemTable(clients, keys.Table.QUESTIONS)
    partition = keys.frozen_partition(CONTEST, bank.digest())
    table.put(keys.entry_key(partition, bank.digest(), 0) | items.question_entry(bank.questions[0]))
    banks = BankTable(clients)
    assert banks.get_bank(CONTEST, bank.digest()) is None
    banks.put_bank(CONTEST, bank)
    assert banks.get_bank(CONTEST, bank.digest()) == bank


def test_a_bank_that_somebody_changed_in_the_table_is_refused(clients):
    banks, table = BankTable(clients), ItemTable(clients, keys.Table.QUESTIONS)
    digest = banks.put_bank(CONTEST, make_bank())
    partition = keys.frozen_partition(CONTEST, digest)
    table.put(
        keys.entry_key(partition, digest, 0)
        | items.question_entry(make_question(1, text="Another?"))
    )
    with pytest.raises(DigestMismatchError):
        banks.get_bank(CONTEST, digest)


def test_a_bank_with_an_entry_too_many_is_refused(clients):
    banks, table = BankTable(clients), ItemTable(clients, keys.Table.QUESTIONS)
    digest = banks.put_bank(CONTEST, make_bank(5))
    partition = keys.frozen_partition(CONTEST, digest)
    table.put(keys.entry_key(partition, digest, 5) | items.question_entry(make_question(6)))
    with pytest.raises(DigestMismatchError):
        banks.get_bank(CONTEST, digest)
