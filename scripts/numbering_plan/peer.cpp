// Numbers a second of Google's C++ libphonenumber: parse and is_possible_number, then validity,
// type and region, on the cells that scripts/phone-bench makes.
#include <phonenumbers/phonenumberutil.h>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

using i18n::phonenumbers::PhoneNumber;
using i18n::phonenumbers::PhoneNumberUtil;

template <typename Work>
static double best(int rounds, Work work) {
    double least = 1e9;
    for (int round = 0; round < rounds; round++) {
        auto start = std::chrono::steady_clock::now();
        work();
        std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
        least = std::min(least, took.count());
    }
    return least;
}

static void report(const char* name, size_t count, double seconds, size_t found) {
    printf("libphonenumber-c++ %s %.3f M/s %.1f ns %zu\n", name, count / seconds / 1e6,
           seconds / count * 1e9, found);
}

int main(int, char** arguments) {
    std::ifstream file(arguments[1]);
    std::vector<std::pair<std::string, std::string>> cells;
    for (std::string line; std::getline(file, line);)
        cells.emplace_back(line.substr(0, 2), line.substr(3));
    const PhoneNumberUtil& library = *PhoneNumberUtil::GetInstance();
    std::vector<PhoneNumber> numbers;
    double reading = best(3, [&] {
        numbers.clear();
        for (auto& cell : cells) {
            PhoneNumber number;
            if (library.Parse(cell.second, cell.first, &number) == PhoneNumberUtil::NO_PARSING_ERROR &&
                library.IsPossibleNumber(number))
                numbers.push_back(number);
        }
    });
    size_t valid = 0;
    double facts = best(3, [&] {
        valid = 0;
        for (auto& number : numbers) {
            std::string region;
            library.GetRegionCodeForNumber(number, &region);
            valid += library.GetNumberType(number) != PhoneNumberUtil::UNKNOWN;
        }
    });
    report("read", cells.size(), reading, numbers.size());
    report("facts", numbers.size(), facts, valid);
}
