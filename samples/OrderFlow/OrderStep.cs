namespace OrderFlow;

/// <summary>The steps of an order, in the order in which they must be handled.</summary>
public enum OrderStep
{
    /// <summary>Sent first.</summary>
    Placed,

    /// <summary>Sent second.</summary>
    Paid,

    /// <summary>Sent last.</summary>
    Shipped,
}
