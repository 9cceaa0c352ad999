const PERIOD_MS = 3_000;
const TONES_HZ = [880, 660] as const;
const TONE_S = 0.18;

/** Rings until the returned function is called. A browser that has heard no click yet stays silent: the banner is there too. */
export function ring(): () => void {
  if (!('AudioContext' in window)) return () => undefined;
  const audio = new AudioContext();
  const sound = () =>
    TONES_HZ.forEach((frequency, index) => beep(audio, frequency, index * TONE_S * 1.2));
  sound();
  const timer = setInterval(sound, PERIOD_MS);
  return () => {
    clearInterval(timer);
    void audio.close();
  };
}

function beep(audio: AudioContext, frequencyHz: number, delayS: number): void {
  const start = audio.currentTime + delayS;
  const oscillator = audio.createOscillator();
  const gain = audio.createGain();
  oscillator.frequency.value = frequencyHz;
  gain.gain.setValueAtTime(0.0001, start);
  gain.gain.exponentialRampToValueAtTime(0.2, start + 0.02);
  gain.gain.exponentialRampToValueAtTime(0.0001, start + TONE_S);
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(start);
  oscillator.stop(start + TONE_S);
}
