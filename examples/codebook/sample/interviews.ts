/** Two interviews about moving to a village, invented for this example. */
export const interviews = [
  {
    name: "Interview 1: Mara, teacher",
    text: [
      "I: You moved here four years ago. What made you leave the city?",
      "M: Honestly, the rent. We had a two-room flat above a tram stop, and when the second child came the landlord raised it again. I remember sitting at the kitchen table with a calculator, and whatever I typed, the answer was no.",
      "I: So it was about money.",
      "M: At first, yes. But my mother had fallen ill, and she lived an hour away from us. I was on the train twice a week. When a house came up ten minutes from her door, it felt less like a decision than like somebody had opened a window.",
      "I: How did people here receive you?",
      "M: Slowly. For a year we were \"the ones in the Kessler house\". Nobody was unkind. They simply waited to see whether we would stay. Then the brook came over its banks, and we carried sandbags with everybody else until four in the morning. The next day our neighbour brought eggs. She has never rung the bell since, she just comes in.",
      "I: Is there something you miss?",
      "M: Choosing. In the city I could be nobody for an afternoon. Here the baker knows that I have had a cold before I have told my husband. On good days I find that comforting. On bad days I drive to the next town and drink a coffee where nobody greets me.",
      "I: And work?",
      "M: The school has forty-one children. Two classes are taught together, which I thought would be a disaster. It is the best teaching I have ever done. The older ones explain things to the younger ones, and they explain them better than I do. What worries me is that every spring somebody counts us again and asks whether forty-one is enough.",
      "I: If they closed it?",
      "M: Then the young families would go, and after them the shop, and after the shop the doctor. People say a village dies when the pub closes. I think it dies when it is quiet at eight in the morning."
    ].join("\n\n")
  },
  {
    name: "Interview 2: Jonas, programmer",
    text: [
      "I: You work from home. Could you do what you do without the village noticing?",
      "J: I tried. The first winter I spoke to a screen all day, and I went for my walk when it was dark. I told myself that I had come for the quiet. By February I was talking to the dog in full sentences.",
      "I: What changed?",
      "J: The connection failed. Eleven days, in the middle of a release. I carried my laptop into the parish hall because they had the only line that worked, and there was the choir, and the seniors' lunch, and a man who repaired clocks. On the third day I was peeling potatoes between two meetings. When the line was repaired I kept going on Thursdays.",
      "I: Do you pay less than you did in the city?",
      "J: For the house, half. For everything else, more than people think: two cars, oil for the heating, a roof that nobody had looked at since 1974. If somebody tells you that the country is cheap, ask them when they last bought a boiler.",
      "I: Do you feel that you belong here?",
      "J: I am in the fire brigade, which is the answer to that question here. They needed people who are around during the day, and I am always around. The first time the siren went I was in a call with my manager. I said \"there is a fire\", and he thought it was a figure of speech.",
      "I: Will you stay?",
      "J: As long as the line holds. I say that as a joke, but it is not one. My whole life here hangs on a cable that a digger can cut, and twice now it has."
    ].join("\n\n")
  }
]
