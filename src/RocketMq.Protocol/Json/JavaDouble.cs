using System.Globalization;

namespace RocketMq.Protocol;

/// <summary>Numbers with a fraction as Java prints them: always a point, an exponent from 10^7 up and below 10^-3.</summary>
internal static class JavaDouble
{
    public static string ToString(double number)
    {
        if (!double.IsFinite(number))
            return "null";

        string shortest = number.ToString("R", CultureInfo.InvariantCulture);
        if (Math.Abs(number) is 0 or (>= 1e-3 and < 1e7))
            return shortest.Contains('.', StringComparison.Ordinal) ? shortest : shortest + ".0";

        string digits = string.Concat(shortest.Split('E')[0].Where(char.IsAsciiDigit)).Trim('0');
        string exponent = number.ToString("E16", CultureInfo.InvariantCulture).Split('E')[1];
        string sign = number < 0 ? "-" : string.Empty;
        string fraction = digits.Length > 1 ? digits[1..] : "0";
        return $"{sign}{digits[0]}.{fraction}E{int.Parse(exponent, CultureInfo.InvariantCulture)}";
    }
}
